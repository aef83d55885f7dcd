/** What the registry recorded about a file. */
export interface RecordedDigests {
  /** `sha256:…` of the whole file */
  digest: string;
  /** one per chunk, when the registry keeps them */
  leaves?: readonly string[];
}

/** How far a verification is. */
export interface LocalCopyProgress {
  /** worked through so far: the mean of what is hashed whole and what is compared by chunks */
  bytes: number;
  /** compared by chunks so far */
  compared: number;
  /** indexes of the chunks that differ, as far as is known; absent when there is nothing to compare with */
  badChunks?: readonly number[];
}

/** How a local file compares with the recorded one. */
export interface LocalCopyResult {
  outcome: 'match' | 'mismatch';
  /** `sha256:…` of the local file */
  digest: string;
  /** bytes of the local file */
  size: number;
  /** indexes of the chunks that differ; absent when there is nothing to compare with */
  badChunks?: readonly number[];
}
