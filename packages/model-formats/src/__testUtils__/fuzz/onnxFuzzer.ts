import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL } from '../../onnx/schema';
import { MessageShape } from '../../protobuf/MessageShape';
import { ONNX_CASES } from '../corpus/onnxCases';
import { SAVEDMODEL_CASES } from '../corpus/savedmodelCases';
import { varint } from '../wire';
import { FormatFuzzer, Random } from './FormatFuzzer';

const FIXTURES = 'packages/model-formats/fixtures/onnx';

/** A field of a message: its number, and what stands behind its tag. */
interface WireField {
  number: number;
  wireType: number;
  /** of a message */
  fields?: WireField[];
  /** of anything else, without a length */
  bytes?: Uint8Array;
}

const NUMBERS = [
  0,
  1,
  2,
  3,
  7,
  8,
  14,
  26,
  27,
  63,
  64,
  127,
  128,
  255,
  65535,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  -1,
  -2,
].map(value => Uint8Array.from(varint(BigInt(value))));
const TEXTS = [
  '',
  'x',
  'y',
  'w',
  'ai.onnx',
  'location',
  '../x',
  '\0',
  '-1',
  'é',
]
  .map(text => Uint8Array.from(Buffer.from(text)))
  .concat(Uint8Array.of(0xff), new Uint8Array(70_000).fill(0x61));

const pick = <T>(list: readonly T[], next: Random): T =>
  list[Math.floor(next() * list.length)];

/** The tree of a message, or `undefined` when the bytes are none. */
function decode(
  bytes: Uint8Array,
  shape: MessageShape | undefined,
): WireField[] | undefined {
  const fields: WireField[] = [];
  let at = 0;
  const number = () => {
    let value = 0;
    let scale = 1;
    for (; at < bytes.length; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
    }
    return NaN;
  };
  while (at < bytes.length) {
    const tag = number();
    const field: WireField = { number: tag >>> 3, wireType: tag & 7 };
    const from = at;
    if (field.wireType === 0) {
      number();
      field.bytes = bytes.subarray(from, at);
    } else if (field.wireType === 2) {
      const length = number();
      const content = bytes.subarray(at, at + length);
      at += length;
      const inner = shape?.messages[field.number];
      field.fields = inner && decode(content, inner());
      field.bytes = content;
    } else {
      at += field.wireType === 1 ? 8 : 4;
      field.bytes = bytes.subarray(from, at);
    }
    if (!(at <= bytes.length) || ![0, 1, 2, 5].includes(field.wireType)) {
      return undefined;
    }
    fields.push(field);
  }
  return fields;
}

function encode(fields: readonly WireField[]): number[] {
  return fields.flatMap(({ number, wireType, fields: inner, bytes }) => {
    const content = inner ? encode(inner) : [...bytes!];
    return [
      ...varint(number * 8 + wireType),
      ...(wireType === 2 ? varint(content.length) : []),
      ...content,
    ];
  });
}

/** Every list of fields in the tree, so that deep ones are hit as often. */
function messages(fields: WireField[], into: WireField[][]): WireField[][] {
  if (fields.length > 0) {
    into.push(fields);
  }
  fields.forEach(field => field.fields && messages(field.fields, into));
  return into;
}

function damage(all: WireField[][], next: Random): void {
  const fields = pick(all, next);
  const at = Math.floor(next() * fields.length);
  const field = fields[at];
  if (!field) {
    return;
  }
  switch (Math.floor(next() * 8)) {
    case 0:
      fields.splice(at, 1);
      break;
    case 1:
      fields.splice(Math.floor(next() * fields.length), 0, field);
      break;
    case 2: {
      const other = pick(pick(all, next), next);
      if (other) {
        fields.splice(at, 0, structuredClone(other));
      }
      break;
    }
    case 3:
      field.number = 1 + Math.floor(next() * 27);
      break;
    case 4:
      fields.push(fields.shift()!);
      break;
    case 5:
      // Sizes and offsets that claim more than there is.
      field.fields = undefined;
      field.bytes =
        field.wireType === 0 ? pick(NUMBERS, next) : pick(TEXTS, next);
      if (field.wireType !== 0) {
        field.wireType = 2;
      }
      break;
    case 6:
      field.wireType = pick([0, 1, 2, 5], next);
      field.fields = undefined;
      field.bytes = new Uint8Array({ 0: 1, 1: 8, 2: 3, 5: 4 }[field.wireType]!);
      break;
    default: {
      const bytes = Uint8Array.from(field.bytes ?? []);
      bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      field.fields = undefined;
      field.bytes = field.wireType === 0 ? pick(NUMBERS, next) : bytes;
    }
  }
}

const TREES = new WeakMap<Uint8Array, { fields?: WireField[] }>();

/** Fields of the message tree changed, moved and copied; lengths put right again. */
export const onnxFuzzer: FormatFuzzer = {
  reader: 'onnx',
  seeds() {
    const folder = join(process.env.ML_MODELS_ROOT ?? process.cwd(), FIXTURES);
    return [
      ...readdirSync(folder)
        .filter(name => name.endsWith('.onnx'))
        .map(name => Uint8Array.from(readFileSync(join(folder, name)))),
      ...[...ONNX_CASES, ...SAVEDMODEL_CASES]
        .map(one => one.bytes())
        .filter(bytes => bytes.length < 4_000),
    ];
  },
  mutate(seed, next) {
    if (next() < 0.05) {
      return seed.slice(0, Math.floor(next() * seed.length));
    }
    if (!TREES.has(seed)) {
      TREES.set(seed, { fields: decode(seed, MODEL) });
    }
    const tree = TREES.get(seed)!.fields;
    if (!tree || next() < 0.1) {
      const bytes = Uint8Array.from(seed);
      for (let i = Math.floor(next() * 4); i >= 0; i--) {
        bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      }
      return bytes;
    }
    const copy = structuredClone(tree);
    for (let i = Math.floor(next() * 4); i >= 0; i--) {
      const inner = copy.filter(({ fields }) => fields);
      // Most damage stands below the top, which is what tells the format.
      const root =
        inner.length > 0 && next() < 0.9 ? pick(inner, next).fields! : copy;
      const all = messages(root, []);
      if (all.length > 0) {
        damage(all, next);
      }
    }
    return Uint8Array.from(encode(copy));
  },
  passedHeader: ({ format, formatVersion, operators }) =>
    format === 'onnx' && formatVersion !== undefined && operators !== undefined,
};
