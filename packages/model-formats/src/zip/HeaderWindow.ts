import { assertInside, ByteSource } from '../source/ByteSource';

/**
 * Members stand far apart: one read takes the descriptor of the one before, the
 * local header, which PyTorch fills up to a multiple of 64 bytes, and the first
 * 64 bytes of the content.
 */
const WINDOW_BYTES = 384;

/**
 * The few bytes around the start of a member, as the source lends them:
 * nothing else may read the source in between.
 */
export class HeaderWindow {
  readonly size: number;
  bytes: Uint8Array = new Uint8Array(0);
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
    if (index >= 0 && index + length <= this.bytes.length) {
      return index;
    }
    assertInside(this.size, offset, length);
    const room = Math.min(WINDOW_BYTES, this.size - offset);
    this.bytes = this.source.read(offset, Math.max(length, room));
    this.start = offset;
    return 0;
  }
}
