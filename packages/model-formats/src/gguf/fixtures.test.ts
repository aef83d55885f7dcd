import { gguf } from '@huggingface/gguf';
import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { buildGguf, text } from '../__testUtils__/buildGguf';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { GGML_TYPES } from './GGML_TYPES';

const FOLDER = path.resolve(__dirname, '../../fixtures/gguf');

interface Said {
  version: number;
  bigEndian: boolean;
  /** of a long list its length */
  keys: Record<string, unknown>;
  tensors: {
    name: string;
    type: string;
    shape: number[];
    offset: number;
    bytes: number;
  }[];
}

const expected: Record<string, Said> = JSON.parse(
  readFileSync(path.join(FOLDER, 'expected.json'), 'utf8'),
);
const names = readdirSync(FOLDER).filter(name => name.endsWith('.gguf'));

const NUMERIC: Record<string, string | undefined> = {
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F64: 'float64',
  I8: 'int8',
  I16: 'int16',
  I32: 'int32',
  I64: 'int64',
};
const dtypeOf = (type: string) => NUMERIC[type] ?? type.toLowerCase();

const readFixture = (name: string) => readFileSync(path.join(FOLDER, name));
const inspectBytes = (bytes: Uint8Array) =>
  inspect(bytesSource(bytes), { tensors: true });

/** Lists of the vocabularies, too long to be shown. */
const VOCABULARY = new Map([
  ['tokenizer.ggml.tokens', 'string'],
  ['tokenizer.ggml.scores', 'float32'],
  ['tokenizer.ggml.token_type', 'int32'],
]);

const summary = (key: string, length: unknown) =>
  `[${length} × ${VOCABULARY.get(key)}]`;

/** How metadata shows what gguf-py says. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) {
    return `[${value
      .map(one => (typeof one === 'string' ? JSON.stringify(one) : one))
      .join(', ')}]`;
  }
  return String(value);
}

describe('GGUF files of gguf-py', () => {
  it('are all there', () => {
    expect(names.sort()).toEqual(Object.keys(expected).sort());
    expect(names.length).toBeGreaterThanOrEqual(9);
  });

  it.each(names)('%s reads back as gguf-py says, and is clean', name => {
    const said = expected[name];
    const found = inspectBytes(readFixture(name));
    expect({ status: found.status, error: found.error }).toEqual({
      status: 'clean',
      error: undefined,
    });
    expect(found.formatVersion).toBe(String(said.version));
    expect(found.findings.some(({ rule }) => rule === 'gguf/big-endian')).toBe(
      said.bigEndian,
    );
    expect(found.tensorList).toEqual(
      said.tensors.map(({ name: tensor, type, shape, offset, bytes }) => ({
        name: tensor,
        dtype: dtypeOf(type),
        shape,
        offset,
        bytes: String(bytes),
      })),
    );
    expect(found.metadata ?? {}).toEqual(
      Object.fromEntries(
        Object.entries(said.keys).map(([key, value]) => [
          key,
          VOCABULARY.has(key) ? summary(key, value) : shown(value),
        ]),
      ),
    );
  });

  it('tells an adapter', () => {
    expect(inspectBytes(readFixture('adapter.gguf')).adapter).toEqual({
      convention: 'gguf',
      type: 'lora',
      baseModel: 'Tiny',
      rank: 4,
      ranks: { '4': 2 },
      alpha: 16,
      targets: ['blk.0.attn_q.weight', 'blk.1.attn_q.weight'],
    });
  });

  it('tells one file of two', () => {
    expect(
      inspectBytes(readFixture('split-00002-of-00002.gguf')).findings,
    ).toMatchObject([{ rule: 'gguf/split', params: { number: 2, count: 2 } }]);
  });
});

/** What the reader of huggingface.js says; its requests are answered from memory. */
function readByHuggingFace(bytes: Uint8Array) {
  const answer = async (_: unknown, init?: RequestInit) => {
    const range = new Headers(init?.headers).get('range') ?? 'bytes=0-';
    const [start, end] = range.slice('bytes='.length).split('-').map(Number);
    const last = Math.min(end || bytes.length - 1, bytes.length - 1);
    return new Response(Uint8Array.from(bytes.subarray(start, last + 1)), {
      status: 206,
      headers: { 'content-range': `bytes ${start}-${last}/${bytes.length}` },
    });
  };
  return gguf('https://localhost/model.gguf', { fetch: answer });
}

describe('GGUF against @huggingface/gguf', () => {
  const everyType = [...GGML_TYPES]
    .filter(([, { removed }]) => !removed)
    .map(([type, { dtype, blockElements, blockBytes }]) => ({
      name: dtype,
      dimensions: [blockElements, 2],
      type,
      data: blockBytes * 2,
    }));
  const files: [string, Uint8Array][] = [
    ...names.map(name => [name, readFixture(name)] as [string, Uint8Array]),
    [
      'version 2',
      buildGguf({
        version: 2,
        keys: [['general.architecture', text('llama')]],
        tensors: everyType,
      }),
    ],
  ];

  it.each(files)('%s', async (_, bytes) => {
    const found = inspectBytes(bytes);
    const said = await readByHuggingFace(bytes);
    expect(found.formatVersion).toBe(String(said.metadata.version));
    expect(
      found.tensorList?.map(({ name, shape, dtype }) => ({
        name,
        shape,
        dtype,
      })),
    ).toEqual(
      said.tensorInfos.map(({ name, shape, dtype }) => ({
        name,
        shape: shape.map(Number),
        dtype: GGML_TYPES.get(dtype)?.dtype,
      })),
    );
    const dataStart = Number(said.tensorDataOffset);
    expect(found.tensorList?.map(({ offset }) => offset)).toEqual(
      said.tensorInfos.map(({ offset }) => dataStart + Number(offset)),
    );
    const { version, tensor_count, kv_count, ...keys } = said.metadata;
    expect(Object.keys(found.metadata ?? {})).toEqual(Object.keys(keys));
    const plain = Object.entries(keys).filter(
      ([, value]) => !Array.isArray(value),
    );
    expect(plain.length).toBeGreaterThan(0);
    expect(found.metadata).toMatchObject(
      Object.fromEntries(plain.map(([key, value]) => [key, String(value)])),
    );
  });
});
