/** CRC-32 (ISO 3309) of `bytes`, unsigned; goes on from `before`, that of the bytes in front. @public */
export type Crc32 = (bytes: Uint8Array, before: number) => number;
