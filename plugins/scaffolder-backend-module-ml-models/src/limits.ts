/**
 * Every limit of this package.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `MAX_ENTITY_BYTES` | bytes | a catalog file is read into memory as a whole (CWE-770) |
 * | `REQUEST_TIMEOUT_MS` | milliseconds | commands answer at once; a registry that does not is not reached |
 * | `POLL_INTERVAL_MS` | milliseconds | the state of an ingestion is read again after this long |
 * | `DEFAULT_WAIT_SECONDS` | seconds | a step that waits longer keeps a task runner busy |
 * | `MAX_WAIT_SECONDS` | seconds | the longest that a template may ask for |
 * | `MAX_REPORTED_PROBLEMS` | problems | named in the message of a refusal; the ingestion keeps all of them |
 */
export const MAX_ENTITY_BYTES = 1_048_576;
export const REQUEST_TIMEOUT_MS = 30_000;
export const POLL_INTERVAL_MS = 1_000;
export const DEFAULT_WAIT_SECONDS = 120;
export const MAX_WAIT_SECONDS = 3_600;
export const MAX_REPORTED_PROBLEMS = 20;
