import { DeclaredCompanion, Dimension } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { ONNX_DTYPE_BITS, ONNX_DTYPES } from './dtypes';
import { EXTERNAL_DATA_KEYS } from './EXTERNAL_DATA_KEYS';
import { refuseLocation } from '../reader/refuseLocation';
import {
  I32,
  I64,
  LEN,
  malformed,
  VARINT,
  WireReader,
} from '../protobuf/WireReader';
import { UnknownFields } from './UnknownFields';

/** What of a TensorProto is kept; the element data is stepped over. */
export interface OnnxTensor {
  name: string;
  dtype: string;
  shape: (number | bigint)[];
  elements: bigint;
  /** position of the raw bytes in the file, `null` for typed or external data */
  offset: number | null;
  /** stored bytes, `null` when not known */
  bytes: bigint | null;
}

const EXTERNAL = 1;

/** Reads TensorProto and SparseTensorProto (onnx.proto, IR 14). */
export class TensorReader {
  readonly companions = new Map<string, DeclaredCompanion>();

  constructor(
    private readonly wire: WireReader,
    private readonly context: InspectionContext,
    private readonly unknown: UnknownFields,
  ) {}

  tensor(end: number): OnnxTensor {
    const { wire, context } = this;
    const start = wire.position;
    const shape: (number | bigint)[] = [];
    let dataType: number | undefined;
    let name = '';
    let location = 0;
    let external: Map<string, string> | undefined;
    let raw: { offset: number; length: number } | undefined;
    let typed: { offset: number | null; length: number } | undefined;
    let stringBytes = 0;
    let seen = 0;

    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | VARINT:
          shape.push(wire.int64());
          context.assertLimit('rank', shape.length, at);
          break;
        case (1 << 3) | LEN: {
          const dimsEnd = wire.end(end);
          while (wire.position < dimsEnd) {
            shape.push(wire.int64());
            context.assertLimit('rank', shape.length, at);
          }
          wire.assertBefore(dimsEnd);
          break;
        }
        case (2 << 3) | VARINT:
          seen = this.unknown.singular('TensorProto', 2, seen, at);
          dataType = wire.uint();
          break;
        case (4 << 3) | LEN:
        case (10 << 3) | LEN: {
          const dataEnd = wire.end(end);
          typed = { offset: wire.position, length: dataEnd - wire.position };
          wire.position = dataEnd;
          break;
        }
        case (5 << 3) | LEN:
        case (7 << 3) | LEN:
        case (11 << 3) | LEN:
          wire.position = wire.end(end);
          typed = { offset: null, length: -1 };
          break;
        case (4 << 3) | I32:
        case (5 << 3) | VARINT:
        case (7 << 3) | VARINT:
        case (10 << 3) | I64:
        case (11 << 3) | VARINT:
          wire.skip(tag, end);
          typed = { offset: null, length: -1 };
          break;
        case (6 << 3) | LEN: {
          const textEnd = wire.end(end);
          stringBytes += textEnd - wire.position;
          wire.position = textEnd;
          break;
        }
        case (8 << 3) | LEN:
          seen = this.unknown.singular('TensorProto', 8, seen, at);
          name = wire.text(end, context.limits.nameBytes);
          break;
        case (9 << 3) | LEN: {
          seen = this.unknown.singular('TensorProto', 9, seen, at);
          const dataEnd = wire.end(end);
          raw = { offset: wire.position, length: dataEnd - wire.position };
          wire.position = dataEnd;
          break;
        }
        case (13 << 3) | LEN:
          external ??= new Map();
          this.externalEntry(wire.end(end), external);
          break;
        case (14 << 3) | VARINT:
          seen = this.unknown.singular('TensorProto', 14, seen, at);
          location = wire.uint();
          break;
        case (3 << 3) | LEN:
        case (12 << 3) | LEN:
        case (16 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('TensorProto', tag, at, end);
      }
    }
    wire.assertBefore(end);

    const dtype = ONNX_DTYPES.get(dataType ?? 0);
    if (!dtype) {
      throw malformed(
        `tensor “${name}” has the unknown data type ${dataType ?? 0}`,
        start,
      );
    }
    const elements = elementCount(shape, start);
    const expected = storedBytes(dtype, elements);
    let bytes: bigint | null;
    let offset: number | null = null;
    if (location === EXTERNAL) {
      if (raw || typed || stringBytes > 0) {
        context.report(
          'onnx/external-and-inline-data',
          `tensor “${name}” has its data both inside the file and outside`,
          { offset: start },
        );
      }
      bytes = this.externalData(name, external, expected, start);
    } else {
      if (external) {
        context.report(
          'onnx/external-and-inline-data',
          `tensor “${name}” names external data but is marked as inside`,
          { offset: start },
        );
      }
      const data = raw ?? typed;
      const known = data && data.length >= 0 ? BigInt(data.length) : undefined;
      offset = data?.offset ?? null;
      bytes = dtype === 'string' ? BigInt(stringBytes) : known ?? expected;
      if (raw && typed) {
        context.report(
          'onnx/tensor-data',
          `tensor “${name}” has its data in two fields`,
          { offset: start },
        );
      } else if (dtype !== 'string' && !data && elements > 0n) {
        context.report(
          'onnx/tensor-data',
          `tensor “${name}” has ${elements} elements but no data`,
          { offset: start },
        );
        bytes = 0n;
      } else if (raw && expected !== null && expected !== known) {
        context.report(
          'onnx/tensor-data',
          `tensor “${name}” has ${known} bytes where its shape needs ${expected}`,
          { offset: start },
        );
      }
    }
    return { name, dtype, shape, elements, offset, bytes };
  }

  /** Values, indices and dims; the dense shape is what counts. */
  sparseTensor(end: number): OnnxTensor {
    const { wire, context } = this;
    const start = wire.position;
    const shape: (number | bigint)[] = [];
    let values: OnnxTensor | undefined;
    let indices: OnnxTensor | undefined;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          values = this.tensor(wire.end(end));
          break;
        case (2 << 3) | LEN:
          indices = this.tensor(wire.end(end));
          break;
        case (3 << 3) | VARINT:
          shape.push(wire.int64());
          context.assertLimit('rank', shape.length, at);
          break;
        case (3 << 3) | LEN: {
          const dimsEnd = wire.end(end);
          while (wire.position < dimsEnd) {
            shape.push(wire.int64());
            context.assertLimit('rank', shape.length, at);
          }
          wire.assertBefore(dimsEnd);
          break;
        }
        default:
          this.unknown.skip('SparseTensorProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    if (!values || !indices) {
      throw malformed('a sparse tensor lacks values or indices', start);
    }
    return {
      name: values.name,
      dtype: values.dtype,
      shape,
      elements: elementCount(shape, start),
      offset: values.offset,
      bytes:
        values.bytes === null || indices.bytes === null
          ? null
          : values.bytes + indices.bytes,
    };
  }

  private externalEntry(end: number, entries: Map<string, string>): void {
    const { wire, context } = this;
    const start = wire.position;
    let key = '';
    let value = '';
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          key = wire.text(end, context.limits.nameBytes);
          break;
        case (2 << 3) | LEN:
          value = wire.text(end, context.limits.nameBytes);
          break;
        default:
          this.unknown.skip('StringStringEntryProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    if (!EXTERNAL_DATA_KEYS.has(key)) {
      context.report(
        'onnx/external-data-key',
        `external data has the key “${key}”, which ONNX does not know`,
        { offset: start },
      );
    } else if (entries.has(key)) {
      context.report(
        'onnx/duplicate-field',
        `external data has the key “${key}” twice`,
        { offset: start },
      );
    }
    entries.set(key, value);
  }

  private externalData(
    name: string,
    entries: Map<string, string> | undefined,
    expected: bigint | null,
    at: number,
  ): bigint | null {
    const { context } = this;
    const location = entries?.get('location') ?? '';
    const refused = refuseLocation(location);
    if (refused) {
      context.report(
        'onnx/external-data-path',
        `tensor “${name}” wants its data from “${location}”: ${refused}`,
        { offset: at },
        { location },
      );
    }
    if (entries?.has('basepath')) {
      context.report(
        'onnx/external-data-path',
        `tensor “${name}” sets a base path for its external data`,
        { offset: at },
      );
    }
    const offset = this.externalNumber(name, 'offset', entries, at) ?? 0n;
    const length = this.externalNumber(name, 'length', entries, at);
    if (length !== undefined && expected !== null && length !== expected) {
      context.report(
        'onnx/external-data-range',
        `tensor “${name}” takes ${length} external bytes where its shape needs ${expected}`,
        { offset: at },
      );
    }
    const needed = length ?? expected;
    const companion = this.companions.get(location) ?? {
      location,
      requiredBytes: null,
      ...(refused && { refused }),
    };
    if (needed !== null) {
      const last = offset + needed;
      if (
        companion.requiredBytes === null ||
        last > BigInt(companion.requiredBytes)
      ) {
        companion.requiredBytes = String(last);
      }
    }
    this.companions.set(location, companion);
    context.assertLimit('companions', this.companions.size, at);
    return needed;
  }

  private externalNumber(
    name: string,
    key: string,
    entries: Map<string, string> | undefined,
    at: number,
  ): bigint | undefined {
    const text = entries?.get(key);
    if (text === undefined) {
      return undefined;
    }
    if (/^\d{1,19}$/.test(text)) {
      return BigInt(text);
    }
    this.context.report(
      'onnx/external-data-range',
      `tensor “${name}” has “${text.slice(
        0,
        40,
      )}” as ${key} of its external data`,
      { offset: at },
    );
    return undefined;
  }
}

function storedBytes(dtype: string, elements: bigint): bigint | null {
  const bits = ONNX_DTYPE_BITS[dtype];
  return bits === undefined ? null : (elements * BigInt(bits) + 7n) / 8n;
}

/** int64 past 2^53 stays exact as a symbolic dimension would: as text. */
export function toDimension(value: number | bigint): Dimension {
  return typeof value === 'number' ? value : String(value);
}
