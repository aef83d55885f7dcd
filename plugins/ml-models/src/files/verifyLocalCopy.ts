import type {
  CreateSha256,
  FileDigester,
} from '@ml-models/model-formats/digest';

/**
 * Bytes hashed between two chances for the browser to draw and to react: about
 * 50 ms of hashing, half a leaf.
 */
const SLICE_BYTES = 4 * 1024 * 1024;

/** What the registry recorded about a file. */
export interface RecordedDigests {
  /** `sha256:…` of the whole file */
  digest: string;
  /** one per chunk, when the registry keeps them */
  leaves?: readonly string[];
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

/** The hash in use, injected so that it loads only when someone verifies. */
export interface Hashing {
  FileDigester: typeof FileDigester;
  createHash: CreateSha256;
}

/**
 * Hashes a local file slice by slice and compares it with the record. Nothing
 * leaves the browser.
 *
 * @throws `DOMException` `AbortError` when `signal` aborts, and whatever reading the
 *   file throws: an unread file is no mismatch
 */
export async function verifyLocalCopy(options: {
  file: Blob;
  recorded: RecordedDigests;
  hashing: Hashing;
  onProgress: (bytes: number) => void;
  signal: AbortSignal;
}): Promise<LocalCopyResult> {
  const { file, recorded, hashing, onProgress, signal } = options;
  const digester = new hashing.FileDigester(hashing.createHash, {
    leaves: recorded.leaves !== undefined,
  });
  for (let offset = 0; offset < file.size; offset += SLICE_BYTES) {
    signal.throwIfAborted();
    const slice = file.slice(offset, offset + SLICE_BYTES);
    digester.update(new Uint8Array(await slice.arrayBuffer()));
    onProgress(Math.min(file.size, offset + SLICE_BYTES));
    await nextTask();
  }
  const { sha256, leaves } = digester.digest();
  return {
    outcome: sha256 === recorded.digest ? 'match' : 'mismatch',
    digest: sha256,
    size: file.size,
    ...(leaves && recorded.leaves
      ? { badChunks: differingChunks(recorded.leaves, leaves) }
      : {}),
  };
}

function differingChunks(
  recorded: readonly string[],
  found: readonly string[],
): number[] {
  const chunks = Math.max(recorded.length, found.length);
  return Array.from({ length: chunks }, (_, index) => index).filter(
    index => recorded[index] !== found[index],
  );
}

function nextTask(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve);
  });
}
