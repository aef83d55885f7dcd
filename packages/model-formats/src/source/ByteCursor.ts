import { ByteSource, readCopy } from './ByteSource';

const WINDOW_BYTES = 64 * 1024;

/**
 * Forward reading by bytes and slices over one window of the source; moving
 * `position` over bulk data fetches nothing.
 */
export class ByteCursor {
  readonly size: number;
  position: number;
  private window: Uint8Array = new Uint8Array(0);
  private windowStart = 0;
  private windowEnd = 0;

  constructor(
    private readonly source: ByteSource,
    position = 0,
    private readonly windowBytes = WINDOW_BYTES,
  ) {
    this.size = source.size;
    this.position = position;
  }

  /** Throws `TRUNCATED` at the end of the file. */
  byte(): number {
    const { position } = this;
    if (position >= this.windowEnd || position < this.windowStart) {
      this.load(position, 1);
    }
    this.position = position + 1;
    return this.window[position - this.windowStart];
  }

  /** The next byte without taking it. */
  peek(): number {
    if (this.position >= this.windowEnd || this.position < this.windowStart) {
      this.load(this.position, 1);
    }
    return this.window[this.position - this.windowStart];
  }

  /** Bytes `start…end`, valid until the next call; `position` stays. */
  slice(start: number, end: number): Uint8Array {
    if (start < this.windowStart || end > this.windowEnd) {
      if (end - start > this.windowBytes) {
        return this.source.read(start, end - start);
      }
      this.load(start, end - start);
    }
    return this.window.subarray(
      start - this.windowStart,
      end - this.windowStart,
    );
  }

  /**
   * Position of the next byte that is `value`, `undefined` when the `most`
   * next ones are others. Throws `TRUNCATED` at the end of the file.
   */
  find(value: number, most: number): number | undefined {
    const end = this.position + most;
    for (let from = this.position; from < end; from = this.windowEnd) {
      if (from >= this.windowEnd || from < this.windowStart) {
        this.load(from, 1);
      }
      const at = this.window.indexOf(value, from - this.windowStart);
      if (at >= 0) {
        return this.windowStart + at;
      }
    }
    return undefined;
  }

  private load(start: number, length: number): void {
    const available = Math.min(this.windowBytes, this.size - start);
    this.window = readCopy(this.source, start, Math.max(length, available));
    this.windowStart = start;
    this.windowEnd = start + this.window.length;
  }
}
