/**
 * All limits of this package. Bytes unless the name says otherwise.
 *
 * | Name | Reason |
 * | --- | --- |
 * | `READ_BLOCK_BYTES` | up to two such buffers per digest, for reading overlaps hashing; both fit into a core's L2 cache, larger ones cost a tenth |
 * | `TURN_BYTES` | a thread that hashes without waiting lets events in so often: about every 10 ms |
 * | `SOURCE_BLOCK_BYTES`, `SOURCE_BLOCKS` | page cache for reading by position; tables of small records touch few pages (CWE-400) |
 * | `SPLIT_BYTES` | below this a second thread costs more than it saves |
 * | `COLD_SPLIT_BYTES` | the same where that thread has to be started first |
 * | `CALLER_INSPECT_MS` | a structure is read without a thread so long: starting one takes a tenth of it, and no reader eats a process's memory in it (CWE-834) |
 * | `WORKER_MEMORY_MB` | heap and array buffers of one thread that reads a structure; passing it ends as `OUT_OF_MEMORY` (CWE-770) |
 * | `HEAP_HEADROOM_MB` | V8 aborts the whole process when one allocation does not fit under its own limit, so that limit stands this much higher: the largest single object of V8 has 1 GiB |
 * | `YOUNG_GENERATION_MB` | new objects of a thread; V8's own choice holds 10 MB more for archives and flatbuffers and is no faster |
 * | `MEMORY_POLL_MS` | a thread's memory is asked so often; memory is written at some GB/s, so it is passed by 100 MB at most |
 * | `INSPECT_TIMEOUT_MS` | one file's structure; a reader that passes it ends as `TIMEOUT` (CWE-834) |
 * | `DIGEST_IDLE_MS` | no byte hashed for so long: the disk or share is gone |
 * | `PROGRESS_INTERVAL_MS` | one message per interval and worker, so that progress costs nothing |
 * | `TIMESTAMP_TICK_MS` | file times move in kernel ticks of up to 10 ms; a file younger than this may change without a trace in them |
 * | `SPOOL_BLOCK_BYTES` | writes are gathered up to this size |
 * | `SPOOL_FREE_CHECK_BYTES` | free space is asked again after so many bytes |
 * | `YAML_THREAD_BYTES`, `JSON_THREAD_BYTES` | a larger text is read in a thread: up to here it takes some 20 ms, also on a busy machine |
 * | `TEXT_THREADS` | texts that are read at once: each may take `TEXT_MEMORY_MB`, and a core that the process itself then lacks |
 * | `TEXT_KEPT_BYTES` | after a larger text its thread ends, and with it what the text left in memory |
 * | `TEXT_WAITING` | texts that wait for a thread, each held in memory meanwhile (CWE-770) |
 * | `TEXT_MEMORY_MB` | heap of one such thread; the densest text within the limits takes half of it |
 * | `TEXT_TIMEOUT_MS` | one text; the slowest within the limits takes some seconds on a busy machine (CWE-834) |
 */
export const READ_BLOCK_BYTES = 256 * 1024;
export const TURN_BYTES = 16 * 1024 * 1024;
export const SOURCE_BLOCK_BYTES = 4 * 1024;
export const SOURCE_BLOCKS = 256;
export const SPLIT_BYTES = 32 * 1024 * 1024;
export const COLD_SPLIT_BYTES = 96 * 1024 * 1024;
export const CALLER_INSPECT_MS = 500;
export const WORKER_MEMORY_MB = 512;
export const HEAP_HEADROOM_MB = 2048;
export const YOUNG_GENERATION_MB = 4;
export const MEMORY_POLL_MS = 20;
export const INSPECT_TIMEOUT_MS = 60_000;
export const DIGEST_IDLE_MS = 60_000;
export const PROGRESS_INTERVAL_MS = 100;
export const TIMESTAMP_TICK_MS = 20;
export const SPOOL_BLOCK_BYTES = 1024 * 1024;
export const SPOOL_FREE_CHECK_BYTES = 64 * 1024 * 1024;
export const YAML_THREAD_BYTES = 8 * 1024;
export const JSON_THREAD_BYTES = 128 * 1024;
export const TEXT_THREADS = 1;
export const TEXT_KEPT_BYTES = 128 * 1024;
export const TEXT_WAITING = 32;
export const TEXT_MEMORY_MB = 256;
export const TEXT_TIMEOUT_MS = 20_000;
