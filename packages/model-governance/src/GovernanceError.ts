/**
 * Why a question to this package could not be answered at all.
 *
 * `UNKNOWN_TIER`: a text that is no tier. `INVALID_SCORE`: a drift score that
 * is not a finite number of at least 0, or above 1 for `drift_score`.
 * `INVALID_POLICY`: a policy whose thresholds contradict their tiers.
 * @public
 */
export type GovernanceErrorCode =
  | 'UNKNOWN_TIER'
  | 'INVALID_SCORE'
  | 'INVALID_POLICY';

/** @public */
export class GovernanceError extends Error {
  readonly code: GovernanceErrorCode;

  constructor(
    code: GovernanceErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'GovernanceError';
    this.code = code;
  }
}
