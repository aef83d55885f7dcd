import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { DomainError } from '../DomainError';
import { MAX_ATTESTATIONS } from '../limits';
import type { ModelState } from '../ModelState';
import { getVersion, labelOf } from '../versions';
import type { CommandOf } from './Command';

/** A statement about a version; the very same one again changes nothing. Throws `LIMIT_EXCEEDED`. */
export function recordAttestation(
  state: ModelState,
  command: CommandOf<'RecordAttestation'>,
): NewModelEvent[] {
  const version = getVersion(state, command.version);
  const known = version.attestations.some(
    attestation =>
      attestation.document.digest === command.document.digest &&
      attestation.subject === command.subject &&
      attestation.predicateType === command.predicateType &&
      attestation.verifier === command.verifier &&
      attestation.outcome === command.outcome,
  );
  if (!known && version.attestations.length >= MAX_ATTESTATIONS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${version.attestations.length} statements are recorded about this version already`,
      { params: { limit: MAX_ATTESTATIONS } },
    );
  }
  return known
    ? []
    : [
        {
          type: 'AttestationRecorded',
          data: {
            version: labelOf(version, command.version),
            manifest_digest: version.manifestDigest,
            subject: command.subject,
            predicate_type: command.predicateType,
            verifier: command.verifier,
            outcome: command.outcome,
            document: command.document,
            gaps: command.gaps,
          },
        },
      ];
}
