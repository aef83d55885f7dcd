import type { Hashing } from './verifyLocalCopy';

/** The hash and the digest definitions, fetched when first needed. */
export async function loadHashing(): Promise<Hashing> {
  const [{ sha256 }, { FileDigester }] = await Promise.all([
    import('@noble/hashes/sha2.js'),
    import('@ml-models/model-formats/digest'),
  ]);
  return { FileDigester, createHash: () => sha256.create() };
}
