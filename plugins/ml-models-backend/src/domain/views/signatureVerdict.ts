import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { SIGNATURE_PREDICATE, signatureOf } from '../facts';
import type { VersionState } from '../ModelState';

type Verdict = Wire['Verdict'];

/** Whether somebody vouches for the bytes, as recorded; a signature that nobody checked proves nothing. */
export function signatureVerdict(version: VersionState): Verdict {
  const signatures = version.attestations.filter(
    ({ predicateType }) => predicateType === SIGNATURE_PREDICATE,
  );
  const evidence = signatures.map(signature => ({
    role: 'decides' as const,
    ref: 'signature bundle',
    why: `${signature.outcome} by ${signature.verifier}`,
    value: signature.document.digest,
    at: signature.recordedAt,
  }));
  const at = signatures.at(-1)?.recordedAt;
  switch (signatureOf(version, undefined)) {
    case 'verified':
      return {
        word: 'verified',
        level: 'verified',
        concern: 'none',
        reason: 'a verifier accepted a signature over these bytes',
        id: 'trust.signature.verified',
        evidence,
        at,
      };
    case 'rejected':
      return {
        word: 'rejected',
        level: 'measured',
        concern: 'bad',
        reason: 'a verifier rejected a signature over these bytes',
        id: 'trust.signature.rejected',
        evidence,
        at,
      };
    case 'unverified':
      return {
        word: 'unverified',
        level: 'declared',
        concern: 'attention',
        reason: 'there is a signature that no verifier has checked',
        id: 'trust.signature.unverified',
        evidence,
        at,
      };
    default:
      return {
        word: 'not signed',
        level: 'unknown',
        concern: 'none',
        reason: 'no signature over these bytes was recorded',
        id: 'trust.signature.none',
        evidence: [],
        remedy:
          'POST …/attestations with the bundle that the signer wrote; a verifier of the portal has to accept it',
      };
  }
}
