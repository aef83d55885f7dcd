import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { AttestationState } from '../ModelState';
import { present } from './modelSummaryView';
import { written } from './versionView';
import type { ViewContext } from './ViewContext';

/** A statement about a version; who made it is a document of its own. */
export function attestationView(
  attestation: AttestationState,
  { texts }: Pick<ViewContext, 'texts'> = {},
): Wire['Attestation'] {
  return {
    predicateType: attestation.predicateType,
    subject: attestation.subject,
    outcome: attestation.outcome,
    verifier: attestation.verifier,
    recordedAt: attestation.recordedAt,
    recordedBy: attestation.recordedBy,
    document: attestation.document,
    ...present({ identity: written(texts, attestation.identity?.digest) }),
  };
}
