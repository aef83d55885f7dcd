/**
 * Opens model artifacts safely, hashes and inspects them in worker threads.
 * Node only.
 *
 * @packageDocumentation
 */
export { ArtifactError, ARTIFACT_ERROR_CODES } from './ArtifactError';
export type { ArtifactErrorCode } from './ArtifactError';
export { startWorker } from './startWorker';
export type { StartWorkerOptions } from './startWorker';
