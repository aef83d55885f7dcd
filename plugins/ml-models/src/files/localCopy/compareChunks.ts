import { CreateSha256, LeafDigester } from '@ml-models/model-formats/digest';
import { readSlices } from './readSlices';

/**
 * Indexes of the chunks of a file whose digests are not the recorded ones,
 * those that only one of the two has included; `onProgress` is told the bytes
 * compared and the indexes found so far.
 */
export async function compareChunks(
  file: Blob,
  leaves: readonly string[],
  createHash: CreateSha256,
  onProgress: (bytes: number, badChunks: readonly number[]) => void,
): Promise<readonly number[]> {
  const badChunks: number[] = [];
  const digester = new LeafDigester(createHash, (leaf, index) => {
    if (leaf !== leaves[index]) {
      badChunks.push(index);
    }
  });
  let compared = 0;
  for await (const bytes of readSlices(file)) {
    digester.update(bytes);
    compared += bytes.length;
    onProgress(compared, badChunks);
  }
  const found = digester.digest().leaves.length;
  for (let missing = found; missing < leaves.length; missing++) {
    badChunks.push(missing);
  }
  return badChunks;
}
