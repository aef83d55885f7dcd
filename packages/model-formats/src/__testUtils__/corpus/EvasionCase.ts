/** One file that tries to look harmless. None of them may end `clean`. */
export interface EvasionCase {
  /** unique, short */
  name: string;
  /** the trick: an advisory, a paper, or what other scanners do with it */
  evades: string;
  bytes(): Uint8Array;
  /** a rule that must be among the findings, or a code that the error must have */
  expects: { rule: string } | { error: string } | { status: 'unsupported' };
}
