/**
 * | name | unit | why |
 * | --- | --- | --- |
 * | `POLL_MS` | ms | commits of other replicas wake nobody here |
 * | `LEASE_MS` | ms | a replica that died is replaced after this long |
 * | `BATCH_EVENTS` | events | memory of one round, and how much is delivered twice after a crash |
 * | `FIRST_RETRY_MS`, `LAST_RETRY_MS` | ms | a failing delivery is tried again after twice as long each time |
 */
export const POLL_MS = 1_000;
export const LEASE_MS = 15_000;
export const BATCH_EVENTS = 100;
export const FIRST_RETRY_MS = 1_000;
export const LAST_RETRY_MS = 60_000;
