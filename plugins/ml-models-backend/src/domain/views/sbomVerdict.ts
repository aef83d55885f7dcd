import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { AttestationState, VersionState } from '../ModelState';

/** The registry's own bill of materials: the attestation that counts its gaps. */
export function billOfMaterialsOf(
  version: VersionState,
): (AttestationState & { gaps: number }) | undefined {
  return version.attestations.findLast(
    (attestation): attestation is AttestationState & { gaps: number } =>
      attestation.gaps !== undefined && attestation.verifier === 'ml-models',
  );
}

/** What the bill of materials could not say; it is measured from the bytes and the declaration, not signed. */
export function sbomVerdict(version: VersionState): Wire['Verdict'] {
  const bom = billOfMaterialsOf(version);
  if (!bom) {
    return {
      word: 'no SBOM',
      level: 'unknown',
      concern: 'attention',
      reason: 'no bill of materials was recorded for this version',
      id: 'trust.sbom.none',
      evidence: [],
    };
  }
  const { gaps } = bom;
  return {
    word: gaps === 0 ? 'complete' : `${gaps} gap${gaps === 1 ? '' : 's'}`,
    level: 'measured',
    concern: 'none',
    reason:
      gaps === 0
        ? 'the bill of materials leaves nothing open'
        : `the bill of materials leaves ${gaps} field${
            gaps === 1 ? '' : 's'
          } open`,
    id: gaps === 0 ? 'trust.sbom.complete' : 'trust.sbom.gaps',
    params: { gaps },
    evidence: [
      {
        role: 'decides',
        ref: 'SPDX document',
        why: `made by ${bom.verifier} from the bytes and the declaration, not signed`,
        value: bom.document.digest,
        at: bom.recordedAt,
      },
    ],
    at: bom.recordedAt,
  };
}
