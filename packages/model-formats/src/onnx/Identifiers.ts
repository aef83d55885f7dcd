import { NameTable } from '../protobuf/NameTable';
import { InspectionContext } from '../reader/InspectionContext';

const DEFAULT_DOMAIN = 'ai.onnx';

/**
 * Operator types, domains, attribute names and metadata keys: few distinct
 * ones, each turned into a string once.
 */
export class Identifiers {
  /** of the same class as that of the values' names: one kind of object for look-ups */
  readonly table: NameTable;
  private readonly texts: string[] = [];

  constructor(context: InspectionContext) {
    this.table = new NameTable(context, 'identifiers');
  }

  /** Of an id from `intern`; -1 is the empty text. */
  textOf(id: number): string {
    if (id < 0) {
      return '';
    }
    return (this.texts[id] ??= this.table.text(id));
  }

  /** -1 for the default domain, which may also be written `ai.onnx`. */
  canonicalDomain(id: number): number {
    return id >= 0 && this.textOf(id) === DEFAULT_DOMAIN ? -1 : id;
  }
}
