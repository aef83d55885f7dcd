/**
 * Every limit of the domain and of the store.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `MAX_DECISIONS` | entries | the state of one model is read with every page; older ones stay in the history |
 * | `MAX_VERSIONS` | versions | the state of one model is one row (CWE-770) |
 * | `MAX_METRICS` | metrics | a metric's name is free text of its sender (CWE-770) |
 * | `DAY_MS` | milliseconds | a measurement's age is demanded in days |
 * | `MAX_WAIVER_MS` | ms | an exception is looked at again once a year; one for ever is none; the longest year has 366 days |
 * | `MAX_OPEN_REVIEWS` | reviews | as above |
 * | `MAX_PROBLEMS` | problems | each is a line with evidence in every answer about its model; the last counts the rest |
 * | `MAX_EVENT_BYTES` | bytes | one event is one row that is parsed whole |
 * | `INSERT_BATCH` | rows | knex writes a SQLite insert as one compound SELECT; 500 terms are its end |
 * | `LOCK_WAIT_MS` | ms | a transaction under the append lock takes milliseconds, a batch of a rebuild less than a second |
 * | `LOCK_IDLE_MS` | ms | as long as a process that lives may come to a stop between two statements; a frozen one stops all others |
 * | `MAX_BATCH_COMMANDS` | commands | of one transaction; the state of each of their models lies in memory, and all others wait for it |
 * | `MAX_BATCH_BYTES` | bytes | of the documents of one transaction; a command with more goes alone |
 * | `WRITE_CHARACTERS` | characters | JSON of the rows that one statement writes; a longer row goes alone |
 * | `PAGE_EVENTS` | events | page of a replay: memory is bounded by it, and the loop yields after it |
 * | `MAX_PAGE` | rows | largest page that a caller gets |
 * | `MAX_CURSOR_LENGTH` | characters | a cursor is the caller's text |
 * | `MAX_KEPT_COUNTS` | answers | of one state of the registry, each of some kilobytes; a question is its caller's text |
 * | `COUNT_PAGE` | rows | read at once into the memory that counts; other questions come in between |
 * | `MAX_TEXT_WORDS` | words | each word is one scan over the searched rows |
 * | `MAX_DECLARED_WORDS` | words | of entity and card that a search looks at, per model; each list search reads them all |
 * | `MAX_TRIES` | attempts | an append lost to a deadlock or a busy database is tried anew |
 * | `RECONNECT_MS` | ms | a database that comes back within it was not away for a caller; a longer outage is an error |
 * | `FIRST_RECONNECT_MS`, `LAST_RECONNECT_MS` | ms | first and longest pause between two tries of it |
 * | `MAX_STAGED_FILES` | files | rows of one upload set |
 * | `MAX_ATTESTATIONS` | statements about one version | the state of one model is one row, and each names a document (CWE-770) |
 * | `MAX_CLOCK_SKEW_MS` | ms | a measurement may be dated so far ahead of the registry's clock, as two clocks differ |
 * | `MAX_MEASUREMENT_AGE_MS` | ms | a date before it is a mistake of its sender, such as seconds taken for milliseconds |
 * | `MAX_OPEN_STAGINGS` | upload sets | of one caller at a time; an open set keeps its bytes for a day (CWE-770) |
 * | `MAX_ERASED_HOLDERS` | models | each gets an event in the one transaction that erases a document, while nobody else appends |
 * | `MAX_CHECKED_BYTES` | bytes | documents whose digest is measured for one answer: about a tenth of a second (CWE-770) |
 */
export const MAX_DECISIONS = 200;
export const MAX_VERSIONS = 10_000;
export const MAX_METRICS = 100;
export const DAY_MS = 24 * 60 * 60 * 1000;
export const MAX_WAIVER_MS = 366 * DAY_MS;
export const MAX_OPEN_REVIEWS = 200;
export const MAX_PROBLEMS = 50;
export const MAX_EVENT_BYTES = 32 * 1024 * 1024;
export const INSERT_BATCH = 400;
export const LOCK_WAIT_MS = 60_000;
export const LOCK_IDLE_MS = 30_000;
export const MAX_BATCH_COMMANDS = 32;
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;
export const WRITE_CHARACTERS = 8 * 1024 * 1024;
export const PAGE_EVENTS = 2_000;
export const MAX_PAGE = 1_000;
export const MAX_CURSOR_LENGTH = 1_024;
export const COUNT_PAGE = 2_000;
export const MAX_KEPT_COUNTS = 100;
export const MAX_TEXT_WORDS = 8;
export const MAX_DECLARED_WORDS = 4_000;
export const MAX_TRIES = 3;
export const RECONNECT_MS = 15_000;
export const FIRST_RECONNECT_MS = 50;
export const LAST_RECONNECT_MS = 2_000;
export const MAX_STAGED_FILES = 20_000;
export const MAX_OPEN_STAGINGS = 100;
export const MAX_ATTESTATIONS = 500;
export const MAX_CLOCK_SKEW_MS = 5 * 60_000;
export const MAX_MEASUREMENT_AGE_MS = 10 * 365 * DAY_MS;
export const MAX_ERASED_HOLDERS = 10_000;
export const MAX_CHECKED_BYTES = 64 * 1024 * 1024;
