import { assertInside, ByteSource, readInto } from '../source/ByteSource';

/**
 * Members stand far apart: one read takes the descriptor of the one before, the
 * local header, which PyTorch fills up to a multiple of 64 bytes, and the first
 * 64 bytes of the content.
 */
const WINDOW_BYTES = 384;

/**
 * The few bytes around the start of a member, in a buffer of their own: the
 * source need not keep what nobody asks for again.
 */
export class HeaderWindow {
  readonly size: number;
  /** good up to `length`, until the next call of `locate` */
  bytes: Uint8Array = new Uint8Array(WINDOW_BYTES);
  length = 0;
  private start = 0;

  constructor(private readonly source: ByteSource) {
    this.size = source.size;
  }

  /**
   * Brings `length` bytes from `offset` on into `bytes` and answers the index
   * of the first. Throws `TRUNCATED`.
   */
  locate(offset: number, length: number): number {
    const index = offset - this.start;
    if (index >= 0 && index + length <= this.length) {
      return index;
    }
    assertInside(this.size, offset, length);
    const room = Math.min(WINDOW_BYTES, this.size - offset);
    const wanted = Math.max(length, room);
    if (wanted > this.bytes.length) {
      this.bytes = new Uint8Array(wanted);
    }
    this.length = 0;
    readInto(this.source, offset, wanted, this.bytes, 0);
    this.start = offset;
    this.length = wanted;
    return 0;
  }
}
