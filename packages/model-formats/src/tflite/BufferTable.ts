import { FormatError } from '../FormatError';
import { DeclaredCompanion } from '../inspection';
import { refuseLocation } from '../reader/refuseLocation';
import { InspectionContext } from '../reader/InspectionContext';
import { FlatbufferReader, FlatTable, FlatVector } from './FlatbufferReader';
import {
  BUFFER,
  EXTERNAL_BUFFER,
  EXTERNAL_BUFFER_GROUP,
  MODEL,
} from './schema';

/** Where the bytes of a constant stand; `position` is null when it has none. */
export interface BufferExtent {
  position: number | null;
  bytes: number;
}

/** An external buffer is the same, but in another file. */
export interface ExternalExtent {
  bytes: number;
}

/**
 * The model's buffers: inside the flatbuffer, or behind it in models over
 * 2 GB, where `offset` counts from the start of the file and is valid past 1;
 * and external ones in other files (schema 3d).
 */
export class BufferTable {
  readonly companions = new Map<string, DeclaredCompanion>();
  /** First byte after the buffers that stand outside the flatbuffer. */
  outsideEnd = 0;
  private readonly vector: FlatVector;
  private readonly extents: (BufferExtent | undefined)[] = [];
  private readonly external = new Map<number, ExternalExtent>();

  constructor(
    private readonly flat: FlatbufferReader,
    model: FlatTable,
    private readonly context: InspectionContext,
  ) {
    const vector = flat.tableVector(model, MODEL.buffers);
    if (!vector) {
      throw new FormatError('MALFORMED', 'the model has no buffers', {
        offset: model.position,
      });
    }
    this.vector = vector;
    context.assertLimit('tensors', vector.length, vector.position);
    for (let i = 0; i < vector.length; i++) {
      this.extents.push(this.read(flat.tableAt(vector, i)));
    }
    this.readExternal(model);
  }

  at(index: number, offset: number): BufferExtent {
    const extent = this.extents[index];
    if (!extent) {
      throw new FormatError(
        'OUT_OF_RANGE',
        `there is no buffer ${index}, only ${this.vector.length}`,
        { offset },
      );
    }
    return extent;
  }

  externalAt(id: number, offset: number): ExternalExtent {
    const extent = this.external.get(id);
    if (!extent) {
      throw new FormatError(
        'OUT_OF_RANGE',
        `there is no external buffer ${id}`,
        { offset },
      );
    }
    return extent;
  }

  private read(buffer: FlatTable): BufferExtent {
    const { flat } = this;
    const offset = flat.u64(buffer, BUFFER.offset);
    const data = flat.vector(buffer, BUFFER.data, 1);
    if (offset > 1) {
      const bytes = flat.u64(buffer, BUFFER.size);
      if (offset + bytes > flat.bytes.size) {
        throw new FormatError(
          'TRUNCATED',
          `a buffer outside the flatbuffer ends at ${offset + bytes}`,
          { offset: buffer.position },
        );
      }
      if (data && data.length > 0) {
        this.context.report(
          'tflite/buffer-twice',
          'a buffer has its data both inside the flatbuffer and outside',
          { offset: buffer.position },
        );
      }
      this.outsideEnd = Math.max(this.outsideEnd, offset + bytes);
      return { position: offset, bytes };
    }
    return data && data.length > 0
      ? { position: data.position, bytes: data.length }
      : { position: null, bytes: 0 };
  }

  private readExternal(model: FlatTable): void {
    const { flat, context } = this;
    const groups: string[] = [];
    const groupVector = flat.tableVector(model, MODEL.externalBufferGroups);
    for (let i = 0; groupVector && i < groupVector.length; i++) {
      const group = flat.tableAt(groupVector, i);
      groups.push(flat.string(group, EXTERNAL_BUFFER_GROUP.name) ?? '');
      context.assertLimit('companions', groups.length, group.position);
    }
    const vector = flat.tableVector(model, MODEL.externalBuffers);
    for (let i = 0; vector && i < vector.length; i++) {
      const buffer = flat.tableAt(vector, i);
      const location = groups[flat.u32(buffer, EXTERNAL_BUFFER.group)];
      if (location === undefined) {
        throw new FormatError(
          'OUT_OF_RANGE',
          'an external buffer names no group',
          { offset: buffer.position },
        );
      }
      const bytes = flat.u64(buffer, EXTERNAL_BUFFER.length);
      const end = flat.u64(buffer, EXTERNAL_BUFFER.offset) + bytes;
      this.external.set(flat.u32(buffer, EXTERNAL_BUFFER.id), { bytes });
      this.declare(location, end, buffer.position);
    }
  }

  private declare(location: string, end: number, offset: number): void {
    const known = this.companions.get(location);
    const refused = refuseLocation(location);
    if (!known && refused) {
      this.context.report(
        'tflite/external-buffer-path',
        `the model wants weights from “${location}”: ${refused}`,
        { offset },
        { location },
      );
    }
    this.companions.set(location, {
      location,
      requiredBytes: String(Math.max(end, Number(known?.requiredBytes ?? 0))),
      ...(refused && { refused }),
    });
  }
}
