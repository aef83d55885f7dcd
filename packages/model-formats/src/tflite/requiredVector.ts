import {
  FlatbufferReader,
  FlatTable,
  FlatVector,
} from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';

/** A vector of tables that runtimes do not load a model without. */
export function requiredVector(
  flat: FlatbufferReader,
  table: FlatTable,
  field: number,
  name: string,
): FlatVector {
  const vector = flat.tableVector(table, field);
  if (!vector) {
    throw new FormatError('MALFORMED', `there are no ${name}`, {
      offset: table.position,
    });
  }
  return vector;
}
