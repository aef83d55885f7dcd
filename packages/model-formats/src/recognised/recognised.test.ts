import { Builder } from 'flatbuffers';
import { cpuMs } from '../__testUtils__/cpuMs';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';

/** ms of processor time; a search that is not linear takes minutes */
const HANG_MS = 10_000;

const inspectText = (text: string) => inspect(bytesSource(Buffer.from(text)));
const inspectBytes = (...parts: (string | Uint8Array)[]) =>
  inspect(
    bytesSource(
      Buffer.concat(
        parts.map(part =>
          typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
        ),
      ),
    ),
  );
const u16 = (value: number) => Uint8Array.of(value & 0xff, value >> 8);
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

describe('what a server sent instead of the model', () => {
  it.each([
    '<!DOCTYPE html><html><head><title> Sign in </title></head></html>',
    '\uFEFF\n<!-- proxy -->\n<!-- 2 --><HTML lang="en"><title>Sign in</title>',
    '<?xml version="1.0"?>\n<!doctype html>\n<title>Sign in</title>',
  ])('%j is a page', text => {
    expect(inspectText(text)).toMatchObject({
      format: 'unknown',
      status: 'unsupported',
      findings: [
        {
          rule: 'recognised/html-page',
          severity: 'high',
          params: { title: 'Sign in' },
        },
      ],
    });
  });

  it.each([
    ['{"error":"Repository not found"}', 'Repository not found'],
    ['{"message":"Not Found","status":"404"}', 'Not Found'],
    ['{"errors":[{"status":403}]}', 'a JSON error'],
    ['{"detail":"Authentication required"}', 'Authentication required'],
    ['{"title":"Gone","status":410}', 'Gone'],
    ['Entry not found', 'Entry not found'],
    ['404: Not Found', '404: Not Found'],
    ['Invalid username or password.\n', 'Invalid username or password.'],
    [
      '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
      'Access Denied',
    ],
  ])('%j is a refusal', (text, message) => {
    const found = inspectText(text);
    expect(found).toMatchObject({
      format: 'unknown',
      status: 'unsupported',
      findings: [{ rule: 'recognised/error-body', severity: 'high' }],
    });
    expect(found.findings[0].message).toContain(message);
  });

  it.each(['{"layers": 3}', '{"error', '<svg></svg>', 'a note: not found'])(
    '%j is neither',
    text => {
      expect(inspectText(text).findings).toEqual([]);
    },
  );

  it('does not search a page for ever', () => {
    const took = cpuMs(() => inspectText('<!---->'.repeat(100_000)));
    expect(took).toBeLessThan(HANG_MS);
  });
});

describe('formats that are told by their header', () => {
  it('reads the version of an ORT model', () => {
    const builder = new Builder();
    const version = builder.createString('1.19.2');
    builder.startObject(2);
    builder.addFieldOffset(0, version, 0);
    builder.finish(builder.endObject(), 'ORTM');
    expect(inspectBytes(builder.asUint8Array())).toMatchObject({
      format: 'ort',
      formatVersion: '1.19.2',
      status: 'unsupported',
    });
  });

  it('compares the sizes of an ExecuTorch program', () => {
    const program = (size: number, segments: number) =>
      inspectBytes(
        '\x10\0\0\0ET12eh00\x20\0\0\0',
        u64(size),
        u64(segments),
        new Uint8Array(32),
      );
    expect(program(64, 64)).toMatchObject({
      format: 'executorch',
      formatVersion: '12',
      status: 'unsupported',
    });
    expect(program(65, 64).error?.code).toBe('TRUNCATED');
    expect(program(64, 65).error?.code).toBe('TRUNCATED');
  });

  it('takes for Paddle Lite only what is wholly plausible', () => {
    const model = (meta: number, version: string, topology: number) =>
      inspectBytes(
        u16(meta),
        version.padEnd(16, '\0'),
        u64(topology),
        new Uint8Array(40),
      );
    expect(model(2, 'v2.12', 40)).toMatchObject({
      format: 'paddle-lite',
      formatVersion: '2',
      producer: { name: 'paddle-lite', version: 'v2.12' },
      status: 'unsupported',
    });
    expect(model(1, '1a2b3c4', 40).format).toBe('paddle-lite');
    expect(model(3, 'v2.12', 40).format).not.toBe('paddle-lite');
    expect(model(2, 'v2.12', 41).format).not.toBe('paddle-lite');
    expect(model(2, 'model', 40).format).not.toBe('paddle-lite');
  });
});
