import {
  FlatbufferReader,
  FlatTable,
  FlatVector,
} from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ExternalBuffers } from './ExternalBuffers';
import { InlineData, NO_DATA } from './InlineData';
import { requiredVector } from './requiredVector';
import { BUFFER, MODEL } from './schema';

/** Where the bytes of a constant stand; `position` is null when it has none here. */
export interface BufferExtent {
  position: number | null;
  bytes: number;
}

/** Bytes outside the flatbuffer, in bytes from the start of the file. */
export interface OutsideRange {
  start: number;
  end: number;
}

/**
 * The model's buffers: inside the flatbuffer, or behind it in models over
 * 2 GB, where `offset` counts from the start of the file and is valid past 1;
 * and external ones in other files (schema 3d).
 */
export class BufferTable {
  readonly external: ExternalBuffers;
  /** what stands behind the flatbuffer: buffers and large custom options */
  readonly outside: OutsideRange[] = [];
  private readonly vector: FlatVector;

  constructor(
    private readonly flat: FlatbufferReader,
    model: FlatTable,
    private readonly context: InspectionContext,
    private readonly data: InlineData,
  ) {
    this.vector = requiredVector(flat, model, MODEL.buffers, 'buffers');
    const { length, position } = this.vector;
    context.assertLimit('tensors', length, position);
    for (const index of data.unread(length)) {
      this.read(index, flat.tableAt(this.vector, index));
    }
    this.external = new ExternalBuffers(flat, model, context);
  }

  at(index: number, offset: number): BufferExtent {
    const position = this.positionOf(index, offset);
    return {
      position: position === NO_DATA ? null : position,
      bytes: this.bytesOf(index),
    };
  }

  /** `NO_DATA` for a buffer without data. */
  positionOf(index: number, offset: number): number {
    if (index >= this.vector.length) {
      throw new FormatError(
        'OUT_OF_RANGE',
        `there is no buffer ${index}, only ${this.vector.length}`,
        { offset },
      );
    }
    return this.data.positions[index];
  }

  bytesOf(index: number): number {
    return this.data.sizes[index];
  }

  /** Takes `start…start+bytes` behind the flatbuffer for something of `offset`. */
  takeOutside(start: number, bytes: number, offset: number): void {
    const { size } = this.flat.bytes;
    if (bytes > size || start > size - bytes) {
      throw new FormatError(
        'TRUNCATED',
        `bytes outside the flatbuffer end at ${
          start + bytes
        }, past the end of the file`,
        { offset },
      );
    }
    this.outside.push({ start, end: start + bytes });
  }

  private read(index: number, buffer: FlatTable): void {
    const { flat, context } = this;
    const offset = flat.u64(buffer, BUFFER.offset);
    const data = flat.vector(buffer, BUFFER.data, 1);
    if (offset > 1) {
      const bytes = flat.u64(buffer, BUFFER.size);
      this.takeOutside(offset, bytes, buffer.position);
      if (data && data.length > 0) {
        context.report(
          'tflite/buffer-twice',
          'a buffer has its data both inside the flatbuffer and outside',
          { offset: buffer.position },
        );
      }
      this.set(index, offset, bytes, buffer);
    } else if (data && data.length > 0) {
      this.set(index, data.position, data.length, buffer);
    } else {
      this.set(index, NO_DATA, 0, buffer);
    }
  }

  private set(
    index: number,
    position: number,
    bytes: number,
    buffer: FlatTable,
  ): void {
    this.data.positions[index] = position;
    this.data.sizes[index] = bytes;
    if (index === 0 && bytes > 0) {
      this.context.report(
        'tflite/buffer-zero',
        'buffer 0 stands for “no data”, and has data',
        { offset: buffer.position },
      );
    }
  }
}
