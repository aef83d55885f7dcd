import type {
  LocalCopyProgress,
  LocalCopyResult,
  RecordedDigests,
} from './verifyLocalCopy';

/** The one message to the worker: what to compare with what. */
export interface LocalCopyRequest {
  file: Blob;
  recorded: RecordedDigests;
}

/** Messages of the worker; `result` and `failed` are the last one. */
export type LocalCopyMessage =
  | ({ type: 'progress' } & LocalCopyProgress)
  | { type: 'result'; result: LocalCopyResult }
  | { type: 'failed'; message: string };
