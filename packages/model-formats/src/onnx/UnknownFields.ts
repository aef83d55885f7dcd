import { InspectionContext } from '../reader/InspectionContext';
import { WireReader } from '../protobuf/WireReader';

const FIELDS_NAMED = 20;

/**
 * Fields that parsers read differently: those outside the schema (skipped by
 * all, so anything can hide there) and singular ones that come twice (the
 * specification merges them, some libraries keep the first or the last).
 */
export class UnknownFields {
  private readonly named = new Set<string>();

  constructor(
    private readonly wire: WireReader,
    private readonly context: InspectionContext,
  ) {}

  skip(message: string, tag: number, offset: number, end: number): void {
    const key = `${message}:${tag}`;
    if (!this.named.has(key) && this.named.size < FIELDS_NAMED) {
      this.named.add(key);
      this.context.report(
        'onnx/unknown-field',
        `${message} has a field ${tag >>> 3} of wire type ${
          tag & 7
        } that ONNX does not define`,
        { offset },
      );
    }
    this.wire.skip(tag, end);
  }

  /** Returns `seen` with the bit of `field` set; reports when it was. */
  singular(
    message: string,
    field: number,
    seen: number,
    offset: number,
  ): number {
    const bit = 1 << field;
    if (seen & bit) {
      this.context.report(
        'onnx/duplicate-field',
        `${message} has its field ${field} twice`,
        { offset },
      );
    }
    return seen | bit;
  }
}
