/**
 * Limits of what administrators and the schedule do.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `JOB_LEASE_MS` | ms | a job whose replica died blocks the next one for so long |
 * | `JOB_RENEW_MS` | ms | three renewals may be lost |
 * | `JOB_POLL_MS` | ms | who waits for the end of a job in another replica asks so often |
 * | `SCHEDULED_TIMEOUT_MS` | ms | the schedule's own lease; a verification of a million events takes minutes |
 * | `FIRST_VERIFICATION_MS`, `FIRST_RETENTION_MS` | ms | a start has better things to do first, and one job runs at a time |
 */
export const JOB_LEASE_MS = 60_000;
export const JOB_RENEW_MS = 15_000;
export const JOB_POLL_MS = 500;
export const SCHEDULED_TIMEOUT_MS = 6 * 3_600_000;
export const FIRST_VERIFICATION_MS = 10 * 60_000;
export const FIRST_RETENTION_MS = 5 * 60_000;
