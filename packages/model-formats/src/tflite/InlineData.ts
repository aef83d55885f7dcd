import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { BUFFER } from './schema';

/** Where the data of a buffer that has any starts: after its length. */
export const NO_DATA = -1;
/** Its fields have to be read. */
export const NOT_KEPT = -2;

/**
 * Where the data of each buffer stands, kept while the verifier is at it: the
 * tables lie strewn between the weights, a page fetched for each, and a second
 * walk would fetch them all again.
 */
export class InlineData {
  private readonly positions: number[] = [];
  private readonly sizes: number[] = [];

  constructor(private readonly flat: FlatbufferReader) {}

  /** Of the next buffer, whose table was verified. */
  add(buffer: FlatTable): void {
    const { offsets } = buffer.vtable.layout;
    const inlineOnly = !offsets[BUFFER.offset] && !offsets[BUFFER.size];
    const data = inlineOnly
      ? this.flat.vector(buffer, BUFFER.data, 1)
      : undefined;
    const none = data === undefined || data.length === 0;
    if (inlineOnly && none) {
      this.positions.push(NO_DATA);
    } else {
      this.positions.push(data ? data.position : NOT_KEPT);
    }
    this.sizes.push(data ? data.length : 0);
  }

  /** `NO_DATA` or `NOT_KEPT` where there is no position. */
  position(index: number): number {
    return index < this.positions.length ? this.positions[index] : NOT_KEPT;
  }

  bytes(index: number): number {
    return this.sizes[index];
  }
}
