/** Bits of the polynomial, the lowest power first. */
const POLYNOMIAL = 0xedb88320;

/** Made when the first checksum is asked for: most files are no archives. */
let made: Int32Array | undefined;

/**
 * Four tables of 256, to take four bytes at a time. Signed: V8 would keep the
 * upper half of the unsigned numbers on the heap.
 */
function makeTables(): Int32Array {
  const tables = new Int32Array(1024);
  // The remainder of each bit; all others are sums of them.
  let remainder = 1;
  for (let bit = 128; bit > 0; bit >>= 1) {
    remainder =
      remainder & 1 ? POLYNOMIAL ^ (remainder >>> 1) : remainder >>> 1;
    for (let index = 0; index < 256; index += 2 * bit) {
      tables[index + bit] = remainder ^ tables[index];
    }
  }
  for (let index = 256; index < 1024; index++) {
    const before = tables[index - 256];
    tables[index] = tables[before & 0xff] ^ (before >>> 8);
  }
  return tables;
}

/**
 * CRC-32 of APPNOTE.TXT §4.4.7, unsigned; goes on from `before`, that of the
 * bytes in front.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const tables = (made ??= makeTables());
  const { length } = bytes;
  const whole = length - (length % 4);
  let crc = ~before;
  let at = 0;
  for (; at < whole; at += 4) {
    crc ^=
      bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24);
    crc =
      tables[768 + (crc & 0xff)] ^
      tables[512 + ((crc >>> 8) & 0xff)] ^
      tables[256 + ((crc >>> 16) & 0xff)] ^
      tables[crc >>> 24];
  }
  for (; at < length; at++) {
    crc = tables[(crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
