import fc from 'fast-check';
import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { SAFETENSORS_DTYPES } from './dtypes';

function file(header: string | Buffer, dataBytes = 0, length?: number) {
  const text = Buffer.from(header);
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(BigInt(length ?? text.length));
  return Buffer.concat([head, text, Buffer.alloc(dataBytes)]);
}

const inspectBytes = (bytes: Uint8Array, options?: InspectOptions) =>
  inspect(bytesSource(bytes), { tensors: true, ...options });

const entry = (begin: number, end: number, shape = [end - begin]) =>
  JSON.stringify({ dtype: 'U8', shape, data_offsets: [begin, end] });

describe('readSafetensors', () => {
  it('reads tensors and metadata', () => {
    const header =
      '{"__metadata__":{"format":"pt","n\\u00e9\\n":"\\ud83d\\ude00"},' +
      '"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},' +
      '"b":{"shape":[],"dtype":"BF16","data_offsets":[8,10]}}  ';
    expect(inspectBytes(file(header, 10))).toEqual({
      format: 'safetensors',
      status: 'clean',
      tensors: {
        count: 2,
        parameters: '3',
        bytes: '10',
        dtypes: { float32: 1, bfloat16: 1 },
      },
      tensorList: [
        {
          name: 'a',
          dtype: 'float32',
          shape: [2, 1],
          offset: 8 + Buffer.byteLength(header),
          bytes: '8',
        },
        {
          name: 'b',
          dtype: 'bfloat16',
          shape: [],
          offset: 16 + Buffer.byteLength(header),
          bytes: '2',
        },
      ],
      metadata: { format: 'pt', 'né\n': '😀' },
      findings: [],
    });
  });

  it('reads a file without tensors', () => {
    expect(inspectBytes(file('{}'))).toMatchObject({
      status: 'clean',
      tensors: { count: 0, parameters: '0' },
    });
  });

  it.each([...SAFETENSORS_DTYPES])('knows %s', (name, { dtype, bits }) => {
    const header = `{"t":{"dtype":"${name}","shape":[8],"data_offsets":[0,${bits}]}}`;
    expect(inspectBytes(file(header, bits))).toMatchObject({
      status: 'clean',
      tensorList: [{ dtype, bytes: String(bits) }],
    });
  });

  it.each([
    [
      'two tensors of one name',
      `{"a":${entry(0, 1)},"a":${entry(1, 2)}}`,
      2,
      'DUPLICATE',
    ],
    [
      'two equal names, one escaped',
      `{"a":${entry(0, 1)},"\\u0061":${entry(1, 2)}}`,
      2,
      'DUPLICATE',
    ],
    [
      'a key twice in a tensor',
      '{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
      0,
      'DUPLICATE',
    ],
    [
      'an integer past 2^53',
      '{"a":{"dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,1]}}',
      1,
      'INTEGER_OVERFLOW',
    ],
    [
      'a product past 2^63',
      '{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,1]}}',
      1,
      'INTEGER_OVERFLOW',
    ],
    [
      'a negative number',
      '{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}',
      1,
      'MALFORMED',
    ],
    [
      'a fraction',
      '{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}',
      1,
      'MALFORMED',
    ],
    [
      'a leading zero',
      '{"a":{"dtype":"U8","shape":[01],"data_offsets":[0,1]}}',
      1,
      'MALFORMED',
    ],
    ['a hole', `{"a":${entry(0, 1)},"b":${entry(2, 3)}}`, 3, 'MALFORMED'],
    ['a hole at the start', `{"a":${entry(1, 2)}}`, 2, 'MALFORMED'],
    ['an overlap', `{"a":${entry(0, 2)},"b":${entry(1, 3)}}`, 3, 'MALFORMED'],
    ['bytes after the last tensor', `{"a":${entry(0, 1)}}`, 2, 'MALFORMED'],
    ['missing bytes', `{"a":${entry(0, 4)}}`, 3, 'TRUNCATED'],
    ['an end before its begin', `{"a":${entry(2, 1, [0])}}`, 2, 'OUT_OF_RANGE'],
    ['a shape that needs more', `{"a":${entry(0, 1, [2])}}`, 1, 'OUT_OF_RANGE'],
    [
      'an unknown type',
      '{"a":{"dtype":"X9","shape":[],"data_offsets":[0,1]}}',
      1,
      'MALFORMED',
    ],
    ['a missing key', '{"a":{"dtype":"U8","shape":[1]}}', 0, 'MALFORMED'],
    [
      'an unknown key',
      '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}',
      0,
      'MALFORMED',
    ],
    [
      'three offsets',
      '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}}',
      0,
      'MALFORMED',
    ],
    ['metadata that is no text', '{"__metadata__":{"a":1}}', 0, 'MALFORMED'],
    ['text after the JSON', '{} {}', 0, 'MALFORMED'],
    ['a trailing comma', `{"a":${entry(0, 0)},}`, 0, 'MALFORMED'],
    ['a header that does not end', '{"a":', 0, 'MALFORMED'],
    ['a control character', '{"a\n":1}', 0, 'MALFORMED'],
    ['half a surrogate pair', '{"\\ud83d":1}', 0, 'MALFORMED'],
    ['an unknown escape', '{"\\x":1}', 0, 'MALFORMED'],
  ])('refuses %s', (_, header, data, code) => {
    expect(inspectBytes(file(header, data))).toMatchObject({
      format: 'safetensors',
      status: 'failed',
      error: { code },
    });
  });

  it('refuses a name that is not UTF-8', () => {
    const header = Buffer.concat([
      Buffer.from('{"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('":1}'),
    ]);
    expect(inspectBytes(file(header)).error?.code).toBe('INVALID_UTF8');
  });

  it('refuses a header longer than the file, and one over the cap', () => {
    expect(inspectBytes(file('{"a":1}', 0, 5000)).error?.code).toBe(
      'TRUNCATED',
    );
    expect(inspectBytes(file('{"a":1}', 0, 100_000_001)).error?.code).toBe(
      'LIMIT_EXCEEDED',
    );
  });

  it('keeps keys that would be special on an object', () => {
    const header = '{"__metadata__":{"__proto__":"x","constructor":"y"}}';
    expect(JSON.stringify(inspectBytes(file(header)).metadata)).toBe(
      '{"__proto__":"x","constructor":"y"}',
    );
  });

  it('cuts a long metadata value, checks all of its encoding', () => {
    const long = 'ü'.repeat(200_000);
    const good = inspectBytes(file(`{"__metadata__":{"k":"${long}"}}`));
    expect(good.status).toBe('clean');
    expect(good.metadata?.k).toHaveLength(4096);
    const bad = Buffer.from(`{"__metadata__":{"k":"${long}"}}`);
    bad[bad.length - 10] = 0xff;
    expect(inspectBytes(file(bad)).error?.code).toBe('INVALID_UTF8');
  });

  it('reads back any sound header', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 8 }),
        fc.array(fc.nat(5), { minLength: 8, maxLength: 8 }),
        fc.nat(3),
        (names, sizes, space) => {
          const tensors = names.filter(name => name !== '__metadata__');
          let at = 0;
          const header = Object.fromEntries(
            tensors.map((name, i) => {
              const begin = at;
              at += sizes[i];
              return [
                name,
                { dtype: 'I8', shape: [sizes[i]], data_offsets: [begin, at] },
              ];
            }),
          );
          const { status, tensorList } = inspectBytes(
            file(JSON.stringify(header, null, space), at),
          );
          expect(status).toBe('clean');
          expect(tensorList?.map(({ name }) => name).sort()).toEqual(
            Object.keys(header).sort(),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
