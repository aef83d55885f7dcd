/**
 * Bytes per leaf of the Merkle tree: 8 MiB. Part of the definition of every
 * `merkleRoot`; changing it changes all of them.
 * @public
 */
export const CHUNK_SIZE = 8 * 1024 * 1024;
