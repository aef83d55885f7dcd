import { FormatError } from '../inspection/FormatError';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';

/** Names and paths are cut here; a longer one is not a file name anywhere. */
const NAME_BYTES = 4096;

/**
 * Numbers, addresses and names of an HDF5 file, in the widths that its
 * superblock states (HDF5 File Format Specification 3.0, §II.A). Addresses
 * count from the superblock, positions from the start of the source.
 */
export class Hdf5File {
  readonly bytes: PagedBytes;

  constructor(
    source: ByteSource,
    /** position of the superblock */
    readonly base: number,
    /** bytes of an address */
    readonly offsetBytes: number,
    /** bytes of a length */
    readonly lengthBytes: number,
  ) {
    this.bytes = new PagedBytes(source);
    for (const width of [offsetBytes, lengthBytes]) {
      if (![2, 4, 8].includes(width)) {
        throw malformed(`addresses or lengths of ${width} bytes`, base);
      }
    }
  }

  /** Position of an address at `at`; `undefined` when it is all ones. */
  address(at: number): number | undefined {
    const { bytes, offsetBytes } = this;
    const last = at + offsetBytes;
    let defined = false;
    for (let i = at; i < last; i++) {
      defined ||= bytes.u8(i) !== 0xff;
    }
    if (!defined) {
      return undefined;
    }
    const position = this.base + this.unsigned(at, offsetBytes);
    if (position >= bytes.size) {
      throw new FormatError('TRUNCATED', 'an address is past the end', {
        offset: at,
      });
    }
    return position;
  }

  length(at: number): number {
    return this.unsigned(at, this.lengthBytes);
  }

  /** Little-endian, of 1, 2, 4 or 8 bytes. */
  unsigned(at: number, width: number): number {
    switch (width) {
      case 1:
        return this.bytes.u8(at);
      case 2:
        return this.bytes.u16(at);
      case 4:
        return this.bytes.u32(at);
      default:
        return this.bytes.u64(at);
    }
  }

  /** Throws `MALFORMED` unless the four letters of a block stand at `at`. */
  expectSignature(at: number, signature: string): void {
    const found = this.text(at, 4);
    if (found !== signature) {
      throw malformed(`there is no ${signature} block`, at);
    }
  }

  /** `length` bytes as text, those that are no UTF-8 escaped. */
  text(at: number, length: number): string {
    const bytes = this.bytes.read(at, length);
    return tryDecodeUtf8(bytes) ?? escapeBytes(bytes);
  }

  /** Text up to a NUL, `end` or the limit. */
  cString(at: number, end = this.bytes.size): string {
    const last = Math.min(end, at + NAME_BYTES);
    let stop = at;
    while (stop < last && this.bytes.u8(stop) !== 0) {
      stop += 1;
    }
    return this.text(at, stop - at);
  }
}

export function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}
