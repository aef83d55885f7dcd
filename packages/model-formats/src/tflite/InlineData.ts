import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { BUFFER } from './schema';

/** Where the data of a buffer without any would start. */
export const NO_DATA = -1;

/**
 * Where the data of each buffer stands, kept while the verifier is at it: the
 * tables lie strewn between the weights, a page fetched for each, and a second
 * walk would fetch them all again.
 */
export class InlineData {
  /** `NO_DATA` where there is none */
  readonly positions: number[] = [];
  readonly sizes: number[] = [];
  private readonly others: number[] = [];

  constructor(private readonly flat: FlatbufferReader) {}

  /** Of the next buffer, whose table was verified. */
  add(buffer: FlatTable): void {
    const { flat, positions, sizes } = this;
    const { offsets } = buffer.vtable.layout;
    const dataAt = offsets[BUFFER.data];
    let position = NO_DATA;
    let bytes = 0;
    if (dataAt !== 0) {
      const start = flat.follow(buffer.position + dataAt);
      bytes = flat.lengthAt(start, 1);
      position = bytes === 0 ? NO_DATA : start + 4;
    }
    const index = positions.length;
    // Buffer 0 stands for “no data”: data of it is reported.
    if (
      offsets[BUFFER.offset] !== 0 ||
      offsets[BUFFER.size] !== 0 ||
      (index === 0 && bytes > 0)
    ) {
      this.others.push(index);
    }
    positions.push(position);
    sizes.push(bytes);
  }

  /** Those of `count` buffers whose tables say more, or were not met. */
  unread(count: number): number[] {
    const unread = [...this.others];
    for (let i = this.positions.length; i < count; i++) {
      unread.push(i);
    }
    return unread;
  }
}
