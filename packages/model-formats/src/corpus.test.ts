import { createHash } from 'node:crypto';
import { inspect } from './inspect';
import { Inspection } from './inspection/Inspection';
import { bytesSource } from './source/ByteSource';
import { CORPUS } from './__testUtils__/corpus/CORPUS';
import { EvasionCase } from './__testUtils__/corpus/EvasionCase';
import { expectedPart } from './__testUtils__/corpus/expectedPart';

function read({ bytes }: EvasionCase): Inspection {
  return inspect(bytesSource(bytes()), {
    tensors: true,
    createSha256: () => createHash('sha256'),
  });
}

describe.each(Object.entries(CORPUS))('evasions: %s', (_, cases) => {
  it('have names of their own', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map(one => [one.name, one] as const))(
    '%s does not end clean',
    (_name, one) => {
      const inspection = read(one);
      expect(inspection.status).not.toBe('clean');
      expect(expectedPart(inspection, one.expects)).toEqual(one.expects);
    },
  );
});
