/**
 * Four tables of 256, to take four bytes at a time. Signed: V8 would keep the
 * upper half of the unsigned numbers on the heap.
 */
const TABLES = new Int32Array(1024);
for (let index = 0; index < 256; index++) {
  let value = index;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  TABLES[index] = value;
}
for (let index = 256; index < 1024; index++) {
  const before = TABLES[index - 256];
  TABLES[index] = TABLES[before & 0xff] ^ (before >>> 8);
}

/** CRC-32 of APPNOTE.TXT §4.4.7, unsigned. */
export function crc32(bytes: Uint8Array): number {
  const { length } = bytes;
  const whole = length - (length % 4);
  let crc = -1;
  let at = 0;
  for (; at < whole; at += 4) {
    crc ^=
      bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24);
    crc =
      TABLES[768 + (crc & 0xff)] ^
      TABLES[512 + ((crc >>> 8) & 0xff)] ^
      TABLES[256 + ((crc >>> 16) & 0xff)] ^
      TABLES[crc >>> 24];
  }
  for (; at < length; at++) {
    crc = TABLES[(crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
