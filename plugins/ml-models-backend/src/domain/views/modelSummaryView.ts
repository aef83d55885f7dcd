import { parseEntityRef } from '@backstage/catalog-model';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { standingDecision } from '../drift/standingDecision';
import { fileDigestOf, formatOf, scanOf, signatureOf } from '../facts';
import type { ModelState } from '../ModelState';
import { inService } from '../served/inService';
import { problemsOf } from '../problems/problemsOf';
import { latestVersion } from '../versions';
import { servingSummary } from './servingSummary';
import { trustView } from './trustView';
import type { ViewContext } from './ViewContext';

/** A row of the list. */
export function modelSummaryView(
  state: ModelState,
  context: ViewContext,
): Wire['ModelSummary'] {
  const { namespace, name } = parseEntityRef(state.modelRef);
  const { declaration } = state;
  const latest = latestVersion(state);
  const problems = problemsOf(state, context.serving);
  return {
    id: state.id,
    modelRef: state.modelRef,
    name,
    namespace,
    title: declaration?.title ?? name,
    owner: state.owner,
    latestVersion: state.latest?.version ?? null,
    stage: latest?.stage ?? 'registered',
    format: formatOf(latest),
    tier: state.tier.effective,
    risk: latest
      ? standingDecision(state, latest, context).decision
      : 'unknown',
    digest: latest?.manifestDigest ?? null,
    signature: latest ? signatureOf(latest, state.faults) : 'unknown',
    scan: scanOf(latest, state.faults),
    serving: servingSummary(context.serving),
    updatedAt: state.updatedAt,
    trust: trustView(state, latest, context),
    problems,
    inService: inService(state, context.serving, context),
    ...present({
      description: declaration?.description,
      tags: declaration?.tags,
      type: declaration?.type,
      lifecycle: declaration?.lifecycle,
      system: declaration?.system,
      task: declaration?.task,
      framework: declaration?.framework,
      license: declaration?.license,
      declaredTier: state.tier.declared ?? undefined,
      size: latest?.size,
      fileDigest: fileDigestOf(latest),
      parameters: latest?.parameters,
      attention: problems.at(0)?.message,
      removedFromCatalog: state.removedFromCatalog || undefined,
    }),
  };
}

/** A field that does not apply is absent. */
export function present<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
    // the same keys, less those without a value
  ) as Partial<T>;
}
