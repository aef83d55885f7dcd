import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { DeclaredCompanion } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { refuseLocation } from '../reader/refuseLocation';
import { EXTERNAL_BUFFER, EXTERNAL_BUFFER_GROUP, MODEL } from './schema';

/** A constant whose bytes are in another file. */
export interface ExternalExtent {
  bytes: number;
  /** packed in a way that the schema does not define: sizes tell nothing */
  packed: boolean;
}

/**
 * Constants in other files (schema 3d): a group is a file, by the name that
 * stands in the model. The names are declared, never opened.
 */
export class ExternalBuffers {
  private readonly byId = new Map<number, ExternalExtent>();
  private readonly declared = new Map<string, DeclaredCompanion>();

  constructor(
    private readonly flat: FlatbufferReader,
    model: FlatTable,
    private readonly context: InspectionContext,
  ) {
    const groups = this.groups(model);
    const vector = flat.tableVector(model, MODEL.externalBuffers);
    for (let i = 0; vector && i < vector.length; i++) {
      this.read(flat.tableAt(vector, i), groups);
    }
  }

  get companions(): DeclaredCompanion[] {
    return [...this.declared.values()];
  }

  at(id: number, offset: number): ExternalExtent {
    const extent = this.byId.get(id);
    if (!extent) {
      throw outOfRange(`there is no external buffer ${id}`, offset);
    }
    return extent;
  }

  private groups(model: FlatTable): string[] {
    const { flat, context } = this;
    const groups: string[] = [];
    const vector = flat.tableVector(model, MODEL.externalBufferGroups);
    for (let i = 0; vector && i < vector.length; i++) {
      const group = flat.tableAt(vector, i);
      const name = flat.string(group, EXTERNAL_BUFFER_GROUP.name) ?? '';
      groups.push(name);
      context.assertLimit('companions', groups.length, group.position);
      this.declare(name, 0, group.position);
    }
    return groups;
  }

  private read(buffer: FlatTable, groups: readonly string[]): void {
    const { flat, context, byId } = this;
    const offset = buffer.position;
    const location = groups[flat.u32(buffer, EXTERNAL_BUFFER.group)];
    if (location === undefined) {
      throw outOfRange('an external buffer names no group', offset);
    }
    const id = flat.u32(buffer, EXTERNAL_BUFFER.id);
    if (byId.has(id)) {
      context.report(
        'tflite/buffer-twice',
        `two external buffers have the id ${id}`,
        { offset },
      );
    }
    const bytes = flat.u64(buffer, EXTERNAL_BUFFER.length);
    const end = flat.u64(buffer, EXTERNAL_BUFFER.offset) + bytes;
    if (!Number.isSafeInteger(end)) {
      throw new FormatError(
        'INTEGER_OVERFLOW',
        'an external buffer ends past 2^53',
        { offset },
      );
    }
    context.assertLimit('tensors', byId.size + 1, offset);
    const packed = (flat.string(buffer, EXTERNAL_BUFFER.packing) ?? '') !== '';
    byId.set(id, { bytes, packed });
    this.declare(location, end, offset);
  }

  private declare(location: string, end: number, offset: number): void {
    const known = this.declared.get(location);
    const refused = refuseLocation(location);
    if (!known && refused) {
      this.context.report(
        'tflite/external-buffer-path',
        `the model wants weights from “${location}”: ${refused}`,
        { offset },
        { location },
      );
    }
    this.declared.set(location, {
      location,
      requiredBytes: String(Math.max(end, Number(known?.requiredBytes ?? 0))),
      ...(refused && { refused }),
    });
  }
}

function outOfRange(message: string, offset: number): FormatError {
  return new FormatError('OUT_OF_RANGE', message, { offset });
}
