import { readFileSync } from 'fs';
import path from 'path';
import { PAYLOAD } from '../__testUtils__/pickle';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';

const genuine = readFileSync(
  path.resolve(__dirname, '../../fixtures/torch/legacy.pt'),
);
const look = (bytes: Uint8Array) =>
  inspect(bytesSource(bytes), { tensors: true });
const rules = (bytes: Uint8Array) =>
  look(bytes).findings.map(({ rule }) => rule);

describe('torchLegacyReader', () => {
  it('scans what stands in a storage', () => {
    const [{ offset }] = look(genuine)
      .tensorList!.filter(({ bytes }) => Number(bytes) >= PAYLOAD.length)
      .sort((a, b) => a.offset! - b.offset!);
    const bytes = Uint8Array.from(genuine);
    bytes.set(PAYLOAD, offset!);
    expect(rules(bytes)).toEqual(['pickle/nested']);
  });

  it('scans what follows the last storage', () => {
    expect(rules(Buffer.concat([genuine, PAYLOAD]))).toEqual([
      'pickle/trailing-bytes',
      'pickle/nested',
    ]);
  });

  it('fails where a storage is cut', () => {
    const cut = genuine.subarray(0, genuine.length - 1);
    expect(look(cut).error?.code).toBe('TRUNCATED');
  });
});
