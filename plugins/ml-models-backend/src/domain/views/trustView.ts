import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { declaredOf } from '../declaredOf';
import type { DeclaredState, ModelState, VersionState } from '../ModelState';
import { latestLabel } from '../versions';
import { bytesVerdict } from './bytesVerdict';
import { cardVerdict } from './cardVerdict';
import { doubted } from './doubted';
import { driftVerdict } from './driftVerdict';
import { sbomVerdict } from './sbomVerdict';
import { scanVerdict } from './scanVerdict';
import { servingVerdict } from './servingVerdict';
import { signatureVerdict } from './signatureVerdict';
import type { ViewContext } from './ViewContext';

/** The trust strip of one version, always in this order; without a version nothing about bytes is known. */
export function trustView(
  state: ModelState,
  version: VersionState | undefined,
  context: ViewContext,
  label?: string,
): Wire['Trust'] {
  const { faults } = state;
  return {
    bytes: version ? bytesVerdict(version) : noVersion('bytes'),
    scan: version ? doubted(scanVerdict(version), faults) : noVersion('scan'),
    signature: version
      ? doubted(signatureVerdict(version), faults)
      : noVersion('signature'),
    sbom: version ? doubted(sbomVerdict(version), faults) : noVersion('sbom'),
    card: doubted(
      cardVerdict(
        version ? declaredFor(state, version, label) : state.declaration,
      ),
      faults,
    ),
    drift: version ? driftVerdict(state, version, context) : noVersion('drift'),
    serving: servingVerdict(context.serving),
  };
}

/** Of this version; of the model where it was not recorded per version and no other one can be meant. */
function declaredFor(
  state: ModelState,
  version: VersionState,
  label: string | undefined,
): Pick<DeclaredState, 'card' | 'at'> | undefined {
  const isOnly = state.versions.length === 1;
  return (
    declaredOf(version, label ?? latestLabel(state, version)) ??
    (isOnly && version.declared === undefined ? state.declaration : undefined)
  );
}

function noVersion(fact: string): Wire['Verdict'] {
  return {
    word: 'unknown',
    level: 'unknown',
    concern: 'none',
    reason: 'no version is registered',
    id: `trust.${fact}.unregistered`,
    evidence: [],
  };
}
