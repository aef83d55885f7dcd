import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { goodSince } from '../../../domain/drift/goodSince';
import { standingDecision } from '../../../domain/drift/standingDecision';
import { formatOf, scanOf, signatureOf } from '../../../domain/facts';
import type { ModelState } from '../../../domain/ModelState';
import { recordedProblems } from '../../../domain/problems/problemsOf';
import { riskRank } from '../../../domain/risk';
import { latestVersion } from '../../../domain/versions';
import { escapeOptional, escapeText } from '../../escapeText';

/** A row of `models`: what lists filter and sort by. */
export interface ModelRow {
  id: string;
  model_ref: string;
  namespace: string;
  name: string;
  title: string | null;
  owner: string;
  system: string | null;
  lifecycle: string | null;
  stage: string;
  format: string;
  tier: string;
  risk: string;
  risk_rank: number;
  /** oldest measurement within its threshold that `risk` rests on; past its time the decision is unknown */
  good_since: string | null;
  scan: string;
  signature: Wire['SignatureState'];
  /** 1 when something that is recorded asks for a person, of the newest version or of one that a cluster showed */
  attention: number;
  /** 1 when the entity is gone from the catalog */
  removed: number;
  versions: number;
  updated_at: string;
  /** PostgreSQL gives 64-bit integers as text */
  position: number | string;
  sequence: number;
}

export function modelRow(
  state: ModelState,
  inService: readonly Wire['ServedVersion'][],
): ModelRow {
  const latest = latestVersion(state);
  const { declaration } = state;
  const { namespace, name } = splitRef(state.modelRef);
  const standing = latest && standingDecision(state, latest);
  const risk = standing?.decision ?? 'unknown';
  return {
    id: state.id,
    model_ref: escapeText(state.modelRef),
    namespace: escapeText(namespace),
    name: escapeText(name),
    title: escapeOptional(declaration?.title),
    owner: escapeText(state.owner),
    system: escapeOptional(declaration?.system),
    lifecycle: escapeOptional(declaration?.lifecycle),
    stage: latest?.stage ?? 'registered',
    format: escapeText(formatOf(latest)),
    tier: state.tier.effective,
    risk,
    risk_rank: riskRank(risk),
    good_since: (standing && goodSince(standing)) ?? null,
    scan: scanOf(latest, state.faults),
    signature: signatureOf(latest, state.faults),
    attention: attentionOf(state, inService),
    removed: state.removedFromCatalog ? 1 : 0,
    versions: state.versions.length,
    updated_at: state.updatedAt,
    position: state.position,
    sequence: state.sequence,
  };
}

export function attentionOf(
  state: ModelState,
  inService: readonly Wire['ServedVersion'][],
): number {
  return recordedProblems(state, inService).length > 0 ? 1 : 0;
}

function splitRef(modelRef: string): { namespace: string; name: string } {
  try {
    return parseEntityRef(modelRef);
  } catch {
    // a stream that does not begin with its registration has no reference yet
    return { namespace: '', name: modelRef };
  }
}
