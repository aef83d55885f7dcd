import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { outcomeOf } from '../facts';
import { faultAmong } from '../faults';
import type { AttestationState, ModelState } from '../ModelState';
import { present } from './modelSummaryView';
import { written } from './versionView';
import type { ViewContext } from './ViewContext';

/** A statement about a version; who made it is a document of its own. */
export function attestationView(
  attestation: AttestationState,
  {
    texts,
    faults,
  }: Pick<ViewContext, 'texts'> & Pick<ModelState, 'faults'> = {},
): Wire['Attestation'] {
  return {
    predicateType: attestation.predicateType,
    subject: attestation.subject,
    outcome: outcomeOf(attestation, faults),
    verifier: attestation.verifier,
    recordedAt: attestation.recordedAt,
    recordedBy: attestation.recordedBy,
    document: attestation.document,
    ...present({
      identity: written(texts, attestation.identity?.digest),
      unreadable: faultAmong(faults, [attestation.document.digest])?.message,
    }),
  };
}
