import { FormatError } from './inspection/FormatError';
import { detectFormat, inspect } from './inspect';
import { FormatReader } from './reader/FormatReader';
import { ByteSource, bytesSource } from './source/ByteSource';
import { field, uintField } from './__testUtils__/wire';

const text = (value: string) => bytesSource(Buffer.from(value));

const reader = (read: FormatReader['read']): FormatReader => ({
  formats: ['keras'],
  detect: () => 'keras',
  read,
});

describe('inspect', () => {
  it('says of an empty file that it is empty', () => {
    expect(inspect(bytesSource(new Uint8Array()))).toMatchObject({
      format: 'unknown',
      status: 'failed',
      error: { code: 'EMPTY' },
    });
  });

  it('says of unknown bytes that they were not scanned', () => {
    expect(inspect(text('just a text about models'))).toEqual({
      format: 'unknown',
      status: 'unsupported',
      findings: [],
    });
  });

  it('names the pointer that Git LFS left in place of the model', () => {
    const oid = 'a'.repeat(64);
    expect(
      inspect(
        text(
          `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 42\n`,
        ),
      ),
    ).toMatchObject({
      format: 'lfs-pointer',
      status: 'unsupported',
      findings: [
        {
          rule: 'lfs-pointer/not-the-model',
          severity: 'high',
          params: { oid: `sha256:${oid}`, size: '42' },
        },
      ],
    });
  });

  it.each([
    ['lmggxxxx', 'ggml'],
    ['\u0010\0\0\0ORTM', 'ort'],
    ['\u0010\0\0\0ET12', 'executorch'],
  ])('recognises %j', (content, format) => {
    expect(inspect(bytesSource(Buffer.from(content, 'latin1')))).toMatchObject({
      format,
      status: 'unsupported',
    });
  });

  it('tells the protobuf formats apart by their fields', () => {
    const format = (...bytes: number[]) =>
      detectFormat(bytesSource(Uint8Array.from(bytes)));
    const graph = field(7, field(2, 'g'));
    expect(format(...uintField(1, 8), ...graph)).toBe('onnx');
    expect(format(...graph, ...uintField(1, 8))).toBe('onnx');
    expect(
      format(...uintField(1, 4), ...field(2, field(1, [])), ...field(502, [])),
    ).toBe('coreml');
    expect(
      format(...uintField(1, 1), ...field(2, field(1, uintField(4, 1)))),
    ).toBe('savedmodel');
    // A TensorProto: dims, data type, raw data.
    expect(
      format(...uintField(1, 3), ...uintField(2, 1), ...field(9, [1, 2, 3])),
    ).toBe('unknown');
  });

  it('ends failed when a reader throws what it should not', () => {
    const broken = reader(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    expect(inspect(text('x'), { readers: [broken] })).toMatchObject({
      format: 'keras',
      status: 'failed',
      error: { code: 'INTERNAL' },
    });
  });

  it('keeps what was found before a failure', () => {
    const half = reader((_, context) => {
      context.report('zip/gap', 'a gap');
      context.facts.formatVersion = '1';
      throw new FormatError('MALFORMED', 'broken', { offset: 7 });
    });
    expect(inspect(text('x'), { readers: [half] })).toMatchObject({
      formatVersion: '1',
      status: 'failed',
      findings: [{ rule: 'zip/gap' }],
      error: { code: 'MALFORMED', offset: 7 },
    });
  });

  it('never takes bytes that could not be fetched for another format', () => {
    const source: ByteSource = {
      size: 100,
      read: () => {
        throw new FormatError('READ_ERROR', 'disk');
      },
    };
    expect(inspect(source)).toMatchObject({
      status: 'failed',
      error: { code: 'READ_ERROR' },
    });
  });

  it('is clean with an info finding, not with a low one', () => {
    const status = (severity: 'info' | 'low') =>
      inspect(text('x'), {
        readers: [
          reader((_, context) =>
            context.add({ rule: 'test/x', severity, message: 'x' }),
          ),
        ],
      }).status;
    expect(status('info')).toBe('clean');
    expect(status('low')).toBe('findings');
  });

  it('cuts a flood of findings but keeps a bad one', () => {
    const flood = reader((_, context) => {
      for (let i = 0; i < 20; i++) {
        context.report('zip/gap', `gap ${i}`);
      }
      context.report('zip/overlap', 'overlap');
    });
    const { findings } = inspect(text('x'), {
      readers: [flood],
      limits: { findings: 10 },
    });
    expect(findings).toHaveLength(11);
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['inspection/findings-cut', 'zip/overlap']),
    );
  });
});
