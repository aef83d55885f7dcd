import { CreateSha256, formatSha256 } from '@ml-models/model-formats/digest';
import { readSlices } from './readSlices';

/** `sha256:…` of a whole file; `onProgress` is told the bytes hashed so far. */
export async function hashFile(
  file: Blob,
  createHash: CreateSha256,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const hash = createHash();
  let hashed = 0;
  for await (const bytes of readSlices(file)) {
    hash.update(bytes);
    hashed += bytes.length;
    onProgress(hashed);
  }
  return formatSha256(hash.digest());
}
