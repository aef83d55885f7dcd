/**
 * Opens model artifacts safely, hashes and inspects them in worker threads.
 * Node only.
 *
 * @packageDocumentation
 */
export { ArtifactError, ARTIFACT_ERROR_CODES } from './ArtifactError';
export type { ArtifactErrorCode } from './ArtifactError';
export type { ArtifactFile } from './file/ArtifactFile';
export { sameIdentity } from './file/FileIdentity';
export type { FileIdentity } from './file/FileIdentity';
export { openContained } from './file/openContained';
export { openFile } from './file/openFile';
export { inspectFile } from './inspectFile';
export type {
  DigestMode,
  InspectedFile,
  InspectFileOptions,
  InspectProgress,
} from './inspectFile';
export { InspectionPool } from './pool/InspectionPool';
export type { InspectionPoolOptions } from './pool/InspectionPool';
export { spoolStream } from './spool/spoolStream';
export type {
  SpooledFile,
  SpoolLimits,
  SpoolOptions,
} from './spool/spoolStream';
export { startWorker } from './startWorker';
export type { StartWorkerOptions } from './startWorker';
export { readText } from './text/readText';
export type { TextAnswer, TextTask } from './text/TextTask';
export type { ReaderEntry, TaskStep } from './task/Task';
