/** What a worker is asked for, and what it answers. */
export interface LocalCopyAnswers {
  /** `sha256:…` of the whole file */
  digest: string;
  /** indexes of the chunks that differ from the recorded leaves */
  badChunks: readonly number[];
}

/** The one message to a worker. */
export type LocalCopyRequest =
  | { asked: 'digest'; file: Blob }
  | { asked: 'badChunks'; file: Blob; leaves: readonly string[] };

/** Messages of a worker; `answer` and `failed` are the last one. */
export type LocalCopyMessage =
  | { type: 'progress'; bytes: number; badChunks?: readonly number[] }
  | { type: 'answer'; answer: LocalCopyAnswers[keyof LocalCopyAnswers] }
  | { type: 'failed'; message: string };
