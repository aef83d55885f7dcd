import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { OP } from '../pickle/OP';
import { buildZip, ZipMember } from '../__testUtils__/buildZip';
import {
  global,
  PAYLOAD,
  pickle,
  PROTO2,
  stateDict,
  tensor,
  unicode,
} from '../__testUtils__/pickle';

const text = (content: string) => Buffer.from(content);
const VERSION: ZipMember = { name: 'm/version', content: text('3\n') };
const DATA: ZipMember = {
  name: 'm/data.pkl',
  content: stateDict({ w: tensor({ key: '0', shape: [2, 3] }) }),
};
const STORAGE: ZipMember = { name: 'm/data/0', content: new Uint8Array(24) };

const archive = (...members: ZipMember[]) =>
  buildZip([DATA, STORAGE, VERSION, ...members]);
const inspectBytes = (bytes: Uint8Array, options?: InspectOptions) =>
  inspect(bytesSource(bytes), { tensors: true, ...options });
const rules = (bytes: Uint8Array) => [
  ...new Set(inspectBytes(bytes).findings.map(({ rule }) => rule)),
];

describe('readTorchArchive', () => {
  it('lists the tensors of a state_dict', () => {
    expect(inspectBytes(archive())).toEqual({
      format: 'pytorch',
      formatVersion: '3',
      status: 'clean',
      tensors: {
        count: 1,
        parameters: '6',
        bytes: '24',
        dtypes: { float32: 1 },
      },
      tensorList: [
        {
          name: 'w',
          dtype: 'float32',
          shape: [2, 3],
          offset: 0,
          bytes: '24',
          storage: 'data/0',
        },
      ],
      findings: [],
    });
  });

  it('shows two tensors in one storage as sharing it', () => {
    const shared = buildZip([
      {
        ...DATA,
        content: stateDict({
          a: tensor({ key: '0', shape: [2], count: 6 }),
          b: tensor({ key: '0', shape: [2], count: 6, offset: 4 }),
        }),
      },
      STORAGE,
      VERSION,
    ]);
    expect(
      inspectBytes(shared).tensorList?.map(({ storage, offset }) => [
        storage,
        offset,
      ]),
    ).toEqual([
      ['data/0', 0],
      ['data/0', 16],
    ]);
  });

  it.each([
    [
      'a payload in a storage',
      { name: 'm/data/1', content: PAYLOAD },
      'pickle/nested',
    ],
    [
      'a payload called text',
      { name: 'm/extra/a.txt', content: PAYLOAD },
      'pickle/nested',
    ],
    [
      'a deflated payload',
      { name: 'm/extra/a', content: PAYLOAD, deflate: true },
      'pickle/nested',
    ],
    [
      'an archive in the archive',
      { name: 'm/extra/z', content: buildZip([VERSION]) },
      'archive/hidden-container',
    ],
    [
      'a program',
      { name: 'm/extra/x', content: text('\x7fELF123456') },
      'archive/hidden-container',
    ],
    ['a second data.pkl', DATA, 'zip/duplicate-name'],
    [
      'a second root',
      { name: 'n/data.pkl', content: PAYLOAD },
      'torch/several-roots',
    ],
    [
      'a path out of the archive',
      { name: 'm/../../x', content: text('x') },
      'zip/unsafe-name',
    ],
    [
      'an unknown member',
      { name: 'm/notes', content: text('x') },
      'torch/unexpected-member',
    ],
    [
      'a storage without tensor',
      { name: 'm/data/7', content: text('1234') },
      'torch/unused-storage',
    ],
    [
      'a packed storage',
      { name: 'm/data/7', content: new Uint8Array(64), deflate: true },
      'torch/packed-storage',
    ],
    [
      'a bomb',
      { name: 'm/data/7', content: new Uint8Array(4_000_000), deflate: true },
      'zip/ratio',
    ],
    [
      'another name in the local header',
      { name: 'm/extra/a', content: text('x'), local: { name: 'm/extra/b' } },
      'zip/header-mismatch',
    ],
    [
      'a checksum in one header only',
      { name: 'm/extra/a', content: text('x'), central: { crc: 0 } },
      'zip/header-mismatch',
    ],
    [
      'a wrong checksum',
      {
        name: 'm/extra/a',
        content: text('x'),
        local: { crc: 1 },
        central: { crc: 1 },
      },
      'zip/crc-mismatch',
    ],
    [
      'the encryption flag',
      {
        name: 'm/extra/a',
        content: text('x'),
        central: { flags: 1 },
        local: { flags: 1 },
      },
      'zip/encrypted',
    ],
    [
      'the patch flag',
      {
        name: 'm/extra/a',
        content: text('x'),
        central: { flags: 0x20 },
        local: { flags: 0x20 },
      },
      'zip/flags',
    ],
    [
      'an unknown method',
      { name: 'm/extra/a', content: text('x'), central: { method: 12 } },
      'zip/unreadable-member',
    ],
  ] as [string, ZipMember, string][])('reports %s', (_, member, rule) => {
    const bytes = archive(member);
    expect(rules(bytes)).toContain(rule);
    expect(inspectBytes(bytes).status).not.toBe('clean');
  });

  it('follows a payload behind any amount of padding', () => {
    const padded = pickle(
      PROTO2,
      unicode('x'.repeat(300_000)),
      OP.POP,
      global('os', 'system'),
      OP.STOP,
    );
    expect(rules(archive({ name: 'm/data/1', content: padded }))).toContain(
      'pickle/nested',
    );
  });

  it('reports a stream that is too long to be followed', () => {
    const endless = new Uint8Array(1_500_000).fill(OP.NONE);
    expect(rules(archive({ name: 'm/data/1', content: endless }))).toContain(
      'pickle/endless',
    );
  });

  it('reports what surrounds the archive', () => {
    const bytes = archive();
    expect(rules(Buffer.concat([bytes, text('trailing')]))).toEqual([
      'zip/trailing-bytes',
    ]);
    expect(rules(Buffer.concat([text('prefix'), bytes]))).toEqual([
      'zip/prefix-bytes',
    ]);
    expect(rules(Buffer.concat([PAYLOAD, bytes]))).toEqual([
      'zip/prefix-bytes',
      'pickle/nested',
      'pickle/polyglot',
    ]);
    expect(rules(buildZip([DATA, STORAGE, VERSION], { gap: 3 }))).toEqual([
      'zip/gap',
    ]);
    expect(
      rules(buildZip([DATA, STORAGE, VERSION], { comment: 'hello' })),
    ).toEqual(['zip/trailing-bytes']);
  });

  it.each([
    [
      'an import',
      pickle(PROTO2, global('os', 'system'), OP.STOP),
      'pickle/import',
    ],
    [
      'an opcode of protocol 4',
      pickle(PROTO2, OP.NONE, OP.MEMOIZE, OP.STOP),
      'pickle/opcode',
    ],
    [
      'a second stream',
      Buffer.concat([stateDict({}), PAYLOAD]),
      'pickle/trailing-bytes',
    ],
    [
      'a class of TorchScript code',
      pickle(PROTO2, global('__torch__', 'M'), OP.STOP),
      'pickle/import',
    ],
    [
      'a tensor put together otherwise',
      stateDict({
        w: tensor({ key: '0', shape: [2], storage: 'StringStorage' }),
      }),
      'torch/tensor',
    ],
    [
      'a tensor of half an element',
      stateDict({ w: withHalf(tensor({ key: '0', shape: [2], stride: [1] })) }),
      'torch/tensor',
    ],
    [
      'a storage that is missing',
      stateDict({ w: tensor({ key: '5', shape: [2] }) }),
      'torch/missing-storage',
    ],
    [
      'a tensor past its storage',
      stateDict({ w: tensor({ key: '0', shape: [7] }) }),
      'torch/tensor-range',
    ],
    [
      'a stride past its storage',
      stateDict({ w: tensor({ key: '0', shape: [2, 3], stride: [100, 1] }) }),
      'torch/tensor-range',
    ],
    [
      'an offset past its storage',
      stateDict({ w: tensor({ key: '0', shape: [6], offset: 1 }) }),
      'torch/tensor-range',
    ],
  ])('reports %s in data.pkl', (_, content, rule) => {
    const bytes = buildZip([{ ...DATA, content }, STORAGE, VERSION]);
    expect(rules(bytes)).toContain(rule);
    expect(inspectBytes(bytes).status).not.toBe('clean');
  });

  it('scans the other members when data.pkl is broken', () => {
    const bytes = buildZip([
      { ...DATA, content: pickle(PROTO2, 0xff) },
      { name: 'm/extra/a', content: PAYLOAD },
      VERSION,
    ]);
    expect(inspectBytes(bytes)).toMatchObject({
      status: 'failed',
      findings: [
        { rule: 'pickle/opcode', location: { member: 'm/data.pkl' } },
        { rule: 'pickle/broken', location: { member: 'm/data.pkl' } },
        { rule: 'pickle/nested', severity: 'critical' },
      ],
      // 30 bytes of local header, the name, PROTO and its argument.
      error: { code: 'MALFORMED', offset: 30 + 10 + 2 },
    });
  });

  it('fails when a member inflates to more than it states', () => {
    const bytes = buildZip([
      {
        name: 'm/data.pkl',
        content: stateDict({ a: unicode('x'.repeat(500)) }),
        deflate: true,
        central: { size: 100 },
      },
      VERSION,
    ]);
    expect(inspectBytes(bytes)).toMatchObject({
      status: 'failed',
      error: { code: 'MALFORMED' },
    });
  });

  it('knows an archive whose end is cut off', () => {
    const bytes = archive();
    expect(inspectBytes(bytes.subarray(0, bytes.length - 80))).toMatchObject({
      format: 'pytorch',
      status: 'failed',
      error: { code: 'TRUNCATED' },
    });
  });

  it('stops at its limits', () => {
    for (const limits of [
      { archiveEntries: 2 },
      { centralDirectoryBytes: 10 },
      { memberBytes: 10 },
    ]) {
      expect(inspectBytes(archive(), { limits })).toMatchObject({
        status: 'failed',
        error: { code: 'LIMIT_EXCEEDED' },
      });
    }
  });

  it('recognises a Keras archive', () => {
    expect(
      inspectBytes(
        buildZip([
          { name: 'metadata.json', content: text('{}') },
          { name: 'config.json', content: text('{}') },
          { name: 'model.weights.h5', content: text('x') },
        ]),
      ),
    ).toMatchObject({ format: 'keras', status: 'unsupported' });
  });

  it('says of any other archive that it was not scanned', () => {
    expect(
      inspectBytes(buildZip([{ name: 'a.txt', content: text('x') }])),
    ).toMatchObject({ format: 'unknown', status: 'unsupported' });
  });
});

/** The size of the first dimension becomes 0.5. */
function withHalf(bytes: number[]): number[] {
  const size = [OP.MARK, OP.BININT1, 2, OP.TUPLE];
  const at = bytes.findIndex((_, i) =>
    size.every((b, k) => bytes[i + k] === b),
  );
  return bytes.toSpliced(at + 1, 2, OP.BINFLOAT, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0);
}
