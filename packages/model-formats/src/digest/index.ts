/**
 * Definitions of the digests of a file: whole SHA-256, leaves over chunks of
 * 8 MiB, Merkle root. Isomorphic, no side effects, the hash is an argument.
 *
 * @packageDocumentation
 */
export * from './CHUNK_SIZE';
export * from './FileDigester';
export * from './LeafDigester';
export * from './MerkleTree';
export * from './Sha256Hasher';
export * from './sha256Digest';
export * from './hex';
