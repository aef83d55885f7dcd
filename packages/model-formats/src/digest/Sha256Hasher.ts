/**
 * One running SHA-256. `createHash('sha256')` of Node's crypto and
 * `sha256.create()` of @noble/hashes both have this shape.
 * @public
 */
export interface Sha256Hasher {
  update(data: Uint8Array): unknown;
  /** 32 bytes; the hasher is not used afterwards. */
  digest(): Uint8Array;
}

/**
 * The hash comes from the caller, so that this entry stays free of side
 * effects and runs in a browser as well as in a worker.
 * @public
 */
export type CreateSha256 = () => Sha256Hasher;
