import type { DocumentFault, ModelState } from './ModelState';

export type DocumentFaults = ModelState['faults'];

/** Why one of these documents, the first that has a reason, cannot be taken for what was recorded. */
export function faultAmong(
  faults: DocumentFaults,
  digests: readonly string[],
): DocumentFault | undefined {
  const digest =
    faults && digests.find(candidate => Object.hasOwn(faults, candidate));
  return digest === undefined ? undefined : faults?.[digest];
}

/** The model as it reads when these documents too are not what was recorded. */
export function withFaults(
  state: ModelState,
  found: ReadonlyMap<string, DocumentFault>,
): ModelState {
  return found.size === 0
    ? state
    : { ...state, faults: { ...state.faults, ...Object.fromEntries(found) } };
}

/** What is said of an erased document; `at` is RFC 3339. */
export function erasedFault({
  at,
  reason,
}: {
  at: string;
  reason: string;
}): DocumentFault {
  return {
    code: 'DOCUMENT_ERASED',
    message: `the document was erased on ${at} because: ${reason}`,
  };
}
