import type {
  RecordedArtifact,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { declaredOf } from '../declaredOf';
import { standingDecision } from '../drift/standingDecision';
import { DocumentFaults, faultAmong } from '../faults';
import { fileDigestOf, formatsOf, scanOf } from '../facts';
import { licenseOf } from '../licenseOf';
import type { DeclaredState, ModelState, VersionState } from '../ModelState';
import { inService } from '../served/inService';
import { modelReference } from '../modelReference';
import { presentChecks } from '../presentCheck';
import { labelOf } from '../versions';
import { webAddress } from '../webAddress';
import { present } from './modelSummaryView';
import { trustView } from './trustView';
import type { ViewContext } from './ViewContext';

/** A version without its files; `label` is the one asked for where these bytes carry several. */
export function versionSummaryView(
  state: ModelState,
  version: VersionState,
  context: ViewContext,
  label = version.labels[0],
  served?: Wire['InService'],
): Wire['VersionSummary'] {
  const { texts } = context;
  const { blocked, deprecation } = version;
  return {
    version: labelOf(version, label),
    labels: version.labels,
    manifestDigest: version.manifestDigest,
    stage: version.stage,
    risk: standingDecision(state, version, context).decision,
    scan: scanOf(version, state.faults),
    formats: formatsOf(version),
    size: version.size,
    createdAt: version.createdAt,
    ...present({
      inService: served?.versions.find(
        ({ digest }) => digest === version.manifestDigest,
      ),
      fileDigest: fileDigestOf(version),
      baseVersion: version.baseVersion,
      changelogUrl: webAddress(version.changelogUrl),
      blocked: blocked && {
        rule: blocked.rule,
        reason: written(texts, blocked.document?.digest) ?? blocked.reason,
        at: blocked.at,
      },
      deprecation: deprecation && {
        reason:
          written(texts, deprecation.document?.digest) ?? deprecation.reason,
        effectiveAt: deprecation.effectiveAt,
        ...present({
          // older histories may hold any text
          redirectTo:
            deprecation.redirectTo && modelReference(deprecation.redirectTo),
        }),
      },
    }),
  };
}

/** A version with its files and what was declared about it. */
export function versionView(
  state: ModelState,
  version: VersionState,
  context: ViewContext,
  documents: {
    /** head documents by their digest */
    inspections: ReadonlyMap<string, Wire['Inspection']>;
    /** what was declared about this label; `null` when it cannot be read, absent when it was not recorded */
    entity?: Wire['EntityDocument'] | null;
    card?: Wire['Card'];
  },
  label?: string,
): Wire['ModelVersion'] {
  const { inspections, entity, card } = documents;
  const { path: _, ...license } = licenseOf(version, label);
  const redeclared = redeclaredView(declaredOf(version, label));
  return {
    ...versionSummaryView(
      state,
      version,
      context,
      label,
      inService(state, context.serving, context),
    ),
    artifacts: version.artifacts.map(artifact =>
      artifactView(
        artifact,
        inspections.get(artifact.inspection.digest),
        state.faults,
      ),
    ),
    checks: presentChecks(version, state.faults),
    trust: trustView(state, version, context, label),
    license,
    ...present({ entity, card, redeclared }),
    bytesKept: version.bytesKept,
  };
}

/** That something else is declared by now than what the version was registered with. */
function redeclaredView(
  declared: DeclaredState | undefined,
): Wire['ModelVersion']['redeclared'] {
  if (!declared?.redeclared) {
    return undefined;
  }
  const { at, license, trigger } = declared.redeclared;
  const who =
    trigger === 'catalog'
      ? 'the catalog declares it otherwise now'
      : 'it was declared anew after its registration';
  return {
    at,
    reason:
      license === declared.license
        ? who
        : `${who}: licence ${license ?? 'not stated'}, registered with ${
            declared.license ?? 'none'
          }`,
    ...present({ by: trigger, license }),
  };
}

function artifactView(
  artifact: RecordedArtifact,
  inspection: Wire['Inspection'] | undefined,
  faults: DocumentFaults,
): Wire['Artifact'] {
  const fault = faultAmong(faults, [artifact.inspection.digest]);
  return {
    path: artifact.path,
    size: artifact.size,
    digest: artifact.digest,
    mediaType: artifact.media_type,
    source: artifact.source,
    ...present({
      merkleRoot: artifact.merkle_root,
      chunkSize: artifact.chunk_size,
      chunks: leafCount(artifact),
      chunksDigest: artifact.chunks?.digest,
      declaredDigest: artifact.declared_digest,
    }),
    inspection: inspection ?? {
      format: artifact.format,
      // what was bad stays bad
      status:
        fault && artifact.inspection_status !== 'failed'
          ? 'unknown'
          : artifact.inspection_status,
      ...(fault && { unreadable: fault.message }),
      findings: [],
      // the document is erased, unreadable or too large: all that it said is cut
      truncated: ['findings', 'inputs', 'outputs', 'operators', 'tensors'],
    },
  };
}

function leafCount({ size, chunk_size }: RecordedArtifact): number | undefined {
  return chunk_size === undefined
    ? undefined
    : Number((BigInt(size) + BigInt(chunk_size) - 1n) / BigInt(chunk_size));
}

/** What a person wrote, where it could be read. */
export function written(
  texts: ViewContext['texts'],
  digest: string | undefined,
): string | undefined {
  return digest === undefined ? undefined : texts?.get(digest);
}
