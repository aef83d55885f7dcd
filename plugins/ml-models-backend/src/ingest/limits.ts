/**
 * Every limit of the ingestion that is not configured; see `IngestionConfig` for those that are.
 *
 * | Name | Unit | Reason |
 * | --- | --- | --- |
 * | `MAX_ENTITY_BYTES` | bytes of JSON | the largest body that the API takes for a document (CWE-770) |
 * | `MAX_ENTITY_DEPTH` | levels | canonical JSON recurses once per level (CWE-674) |
 * | `MAX_DESCRIPTION_LENGTH` | UTF-16 units | repeated in every event of the declaration; the entity document keeps all of it |
 * | `MAX_TAGS` | tags | as for the description |
 * | `MAX_ARTIFACT_PATH_LENGTH` | UTF-16 units | one path segment of the API carries it |
 * | `MAX_CARD_BYTES` | bytes | a model card is text for people (CWE-770) |
 * | `MAX_FRONT_MATTER_BYTES` | bytes | YAML before the card's text; the reader bounds what it unfolds to (CWE-776) |
 * | `MAX_CARD_SECTIONS` | headings | kept beside the card |
 * | `MAX_HEAD_BYTES` | bytes of JSON | the inspection's head is read with every page view |
 * | `TENSORS_PER_PAGE` | tensors | one document, one answer of the API |
 * | `MAX_STRUCTURE_ENTRIES` | nodes or members | kept for comparing versions, in one document of some megabytes; a longer list is not kept (CWE-770) |
 * | `MAX_PROBLEMS` | problems | one row keeps them; the last one says how many more there are |
 * | `HEARTBEAT_MS` | ms | a claim without one for `STALE_MS` is taken over |
 * | `STALE_MS` | ms | three heartbeats |
 * | `PROGRESS_MS` | ms | progress costs one write; bytes pass far more often |
 * | `IDLE_POLL_MS` | ms | the queue asks for rows so often when nobody wakes it |
 * | `MAX_DEATHS` | deaths | a file over which so many workers died, one after a longer pause than the other, is what kills them |
 * | `DEATH_BACKOFF_MS` | ms | pause after the first death; each further one doubles it, so that kills from outside pass |
 * | `INGESTION_TOTAL_MS` | ms | from its claim to its end: the largest version at 10 MB/s takes some 8 h |
 * | `SOURCE_OPEN_MS` | ms | a source that has not answered by then does not (CWE-400) |
 * | `RUNNING_PER_HOST` | ingestions | that read from one host at a time: a slow one keeps no more places than these |
 * | `DISK_RETRY_MS`, `MAX_DISK_RETRY_MS` | ms | first and longest wait of an upload that found the disk full |
 * | `TROUBLE_PAUSE_MS` | ms | a worker whose database is away looks so often whether it is back |
 * | `STOP_GRACE_MS` | ms | the backend's shutdown waits so long for running work to stop |
 * | `RECONCILE_PAGE` | entities | one page of the catalog |
 * | `NUDGE_LOOKS_MS` | ms | pauses before a nudged entity is looked at again: the catalog shows a change some seconds after it has said so |
 * | `FAST_ROUND_MS`, `FAST_ROUNDS_MS` | ms | after a start entities appear within seconds: rounds come so often, for so long |
 * | `ABSENCE_MS` | ms | two rounds that do not see an entity count as absence only when they lie so far apart |
 * | `MAX_STATED_LICENSE_LENGTH` | characters | stands in an event and on the page |
 * | `MAX_CARD_LICENSES` | licences | of one card, likewise; a longer list is kept as one text |
 * | `MAX_PROBED_FILES` | files | asked for their revision before a refused version is tried again |
 * | `PROBE_MS` | milliseconds | a source that does not answer must not hold the comparison with the catalog |
 * | `RETRY_MS`, `MAX_RETRY_MS` | ms | first and longest wait before an unchanged declaration is tried again |
 * | `SETTLE_MS` | ms | uploads whose ingestion ended are looked for so often, whoever ended it |
 * | `SPOOL_AWAY_MS` | ms | a spool that no replica has named for so long is away: three looks |
 * | `SPOOL_LOST_MS` | ms | after so long the replica that held it is not merely starting again |
 * | `STAGING_IDLE_MS` | ms | an upload without a change goes after 24 h |
 * | `MAX_MULTIPART_BYTES` | bytes | the convenience upload; larger files go by `PUT` |
 * | `MAX_MANIFEST_BYTES` | bytes | the entity part of a multipart upload |
 * | `INSPECT_TIMEOUT_MS` | ms | one file's structure; passing it is an answer: failed, TIMEOUT (CWE-834) |
 * | `SPOOL_AREA_SHARE` | share | of the spool that uploads, or fetched files, may take: the rest is kept for the other |
 * | `SPOOL_MAX_RATE` | bytes per second | of one stream, as of a line of 1 Gbit/s: an endless one that is taken as fast as it comes leaves no core for the others |
 * | `SPOOL_MIN_RATE`, `SPOOL_RATE_WINDOW_MS` | bytes per second, ms | a sender keeps to it in each window; the slowest link that brings a model in a day is faster (CWE-400) |
 * | `SPOOL_IDLE_MS` | ms | a peer that sends nothing for so long is gone |
 * | `SPOOL_PROBE_MS` | ms | a spool that was tried out stands for so long; until then one that went is found by its use |
 * | `SPOOL_GRANT_BYTES` | bytes | a stream writes so many before what lies there is measured again |
 * | `SPOOL_MANY_FILES`, `SPOOL_MEASURE_BATCH` | files | a look at a spool of more stands for ten times as long as it took; files asked for at once |
 * | `SPOOL_TOTAL_MS` | ms | one stream, from its first byte to its last (CWE-400) |
 * | `UPLOAD_LEFTOVER_MS` | ms | uploaded files that no row names go after so long: an upload under way is written to all the time |
 * | `MAX_VERSION_LENGTH` | UTF-16 units | a label stands in a URL and in every event of its version |
 * | `SPOOL_LEFTOVER_MS` | ms | spooled streams whose process nobody knows go after so long |
 */
export const MAX_ENTITY_BYTES = 1024 * 1024;
export const MAX_ENTITY_DEPTH = 64;
export const MAX_DESCRIPTION_LENGTH = 2000;
export const MAX_TAGS = 50;
export const MAX_ARTIFACT_PATH_LENGTH = 1024;
export const MAX_CARD_BYTES = 1024 * 1024;
export const MAX_FRONT_MATTER_BYTES = 64 * 1024;
export const MAX_CARD_SECTIONS = 200;
export const MAX_HEAD_BYTES = 64 * 1024;
export const TENSORS_PER_PAGE = 1000;
export const MAX_STRUCTURE_ENTRIES = 20_000;
export const MAX_PROBLEMS = 100;
export const HEARTBEAT_MS = 10_000;
export const STALE_MS = 30_000;
export const PROGRESS_MS = 500;
export const IDLE_POLL_MS = 1000;
export const MAX_DEATHS = 5;
export const DEATH_BACKOFF_MS = 4_000;
export const INGESTION_TOTAL_MS = 12 * 3_600_000;
export const SOURCE_OPEN_MS = 60_000;
export const RUNNING_PER_HOST = 2;
export const DISK_RETRY_MS = 15_000;
export const MAX_DISK_RETRY_MS = 900_000;
export const TROUBLE_PAUSE_MS = 1_000;
export const STOP_GRACE_MS = 10_000;
export const RECONCILE_PAGE = 500;
export const NUDGE_LOOKS_MS: readonly number[] = [2_000, 8_000, 30_000];
export const FAST_ROUND_MS = 3000;
export const FAST_ROUNDS_MS = 180_000;
export const ABSENCE_MS = 45_000;
export const MAX_STATED_LICENSE_LENGTH = 256;
export const MAX_CARD_LICENSES = 20;
export const MAX_PROBED_FILES = 200;
export const PROBE_MS = 10_000;
export const RETRY_MS = 60_000;
export const MAX_RETRY_MS = 3_600_000;
export const SETTLE_MS = 60_000;
export const SPOOL_AWAY_MS = 180_000;
export const SPOOL_LOST_MS = 3_600_000;
export const STAGING_IDLE_MS = 24 * 3_600_000;
export const MAX_MULTIPART_BYTES = 100 * 1024 * 1024;
export const MAX_MANIFEST_BYTES = 1024 * 1024;
export const INSPECT_TIMEOUT_MS = 60_000;
export const SPOOL_AREA_SHARE = 0.75;
export const SPOOL_MAX_RATE = 128 * 1024 * 1024;
export const SPOOL_MIN_RATE = 8 * 1024;
export const SPOOL_RATE_WINDOW_MS = 30_000;
export const SPOOL_IDLE_MS = 60_000;
export const SPOOL_PROBE_MS = 5_000;
export const SPOOL_GRANT_BYTES = 64 * 1024 * 1024;
export const SPOOL_MANY_FILES = 1000;
export const SPOOL_MEASURE_BATCH = 256;
export const SPOOL_TOTAL_MS = 6 * 3_600_000;
export const UPLOAD_LEFTOVER_MS = 3_600_000;
export const MAX_VERSION_LENGTH = 128;
export const SPOOL_LEFTOVER_MS = 24 * 3_600_000;
