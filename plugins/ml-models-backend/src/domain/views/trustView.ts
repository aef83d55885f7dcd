import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, VersionState } from '../ModelState';
import { bytesVerdict } from './bytesVerdict';
import { cardVerdict } from './cardVerdict';
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
): Wire['Trust'] {
  return {
    bytes: version ? bytesVerdict(version) : noVersion('bytes'),
    scan: version ? scanVerdict(version) : noVersion('scan'),
    signature: version ? signatureVerdict(version) : noVersion('signature'),
    sbom: version ? sbomVerdict(version) : noVersion('sbom'),
    card: cardVerdict(state),
    drift: version ? driftVerdict(state, version, context) : noVersion('drift'),
    serving: servingVerdict(context.serving),
  };
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
