/**
 * What can be wrong with the history.
 *
 * `EDITED`: a row is not what was hashed. `MISSING`: a position or a sequence is skipped: events or a whole stream
 * were removed. `CHAIN_BROKEN`: a row does not follow the one before it: inserted, reordered or written anew.
 * `TAIL_CUT`: the history ends before its head. `BEYOND_HEAD`: it goes on behind it. `HEAD_MISMATCH`: the head names
 * another last event. `PROJECTION_BEHIND`, `PROJECTION_MISMATCH`: the projections show another history; rebuild.
 * `DOCUMENT_MISSING`: an event names a document that is not there. `DOCUMENT_ALTERED`: its bytes are not those that
 * were recorded. `DOCUMENT_NOT_ERASED`: its row and the history say different things of its erasure.
 */
export type HistoryProblemKind =
  | 'EDITED'
  | 'MISSING'
  | 'CHAIN_BROKEN'
  | 'TAIL_CUT'
  | 'BEYOND_HEAD'
  | 'HEAD_MISMATCH'
  | 'PROJECTION_BEHIND'
  | 'PROJECTION_MISMATCH'
  | 'DOCUMENT_MISSING'
  | 'DOCUMENT_ALTERED'
  | 'DOCUMENT_NOT_ERASED';

export interface HistoryProblem {
  kind: HistoryProblemKind;
  message: string;
  position?: number;
}
