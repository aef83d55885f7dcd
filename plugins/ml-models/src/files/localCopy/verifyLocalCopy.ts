import {
  CreateSha256,
  formatSha256,
  LeafDigester,
} from '@ml-models/model-formats/digest';

/** Bytes read at a time; the next slice is read while this one is hashed. */
const SLICE_BYTES = 8 * 1024 * 1024;

/** What the registry recorded about a file. */
export interface RecordedDigests {
  /** `sha256:…` of the whole file */
  digest: string;
  /** one per chunk, when the registry keeps them */
  leaves?: readonly string[];
}

/** How far a verification is. */
export interface LocalCopyProgress {
  /** hashed so far */
  bytes: number;
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
  badChunks?: number[];
}

/**
 * Hashes a local file slice by slice and compares it with the record. Nothing
 * leaves the browser.
 *
 * @throws whatever reading the file throws: an unread file is no mismatch
 */
export async function verifyLocalCopy(options: {
  file: Blob;
  recorded: RecordedDigests;
  createHash: CreateSha256;
  onProgress: (progress: LocalCopyProgress) => void;
}): Promise<LocalCopyResult> {
  const { file, recorded, createHash, onProgress } = options;
  const { leaves } = recorded;
  const badChunks = leaves && ([] as number[]);
  const whole = createHash();
  const tree =
    leaves &&
    new LeafDigester(createHash, (leaf, index) => {
      if (leaf !== leaves[index]) {
        badChunks?.push(index);
      }
    });
  let read = sliceAt(file, 0);
  for (let offset = 0; offset < file.size; ) {
    const bytes = await read;
    const next = offset + bytes.length;
    read = sliceAt(file, next);
    // Hashing may throw; a read that nobody awaits any more must not go unhandled.
    read.catch(() => undefined);
    whole.update(bytes);
    tree?.update(bytes);
    offset = next;
    onProgress({ bytes: offset, badChunks });
  }
  const found = tree?.digest().leaves.length ?? 0;
  for (let missing = found; leaves && missing < leaves.length; missing++) {
    badChunks?.push(missing);
  }
  const digest = formatSha256(whole.digest());
  return {
    outcome: digest === recorded.digest ? 'match' : 'mismatch',
    digest,
    size: file.size,
    badChunks,
  };
}

async function sliceAt(file: Blob, offset: number): Promise<Uint8Array> {
  const slice = file.slice(offset, offset + SLICE_BYTES);
  return new Uint8Array(await slice.arrayBuffer());
}
