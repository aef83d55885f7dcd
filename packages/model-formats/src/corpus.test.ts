import { createHash } from 'node:crypto';
import { inspect } from './inspect';
import { Inspection } from './inspection';
import { bytesSource } from './source/ByteSource';
import { CORPUS } from './__testUtils__/corpus/CORPUS';
import { EvasionCase } from './__testUtils__/corpus/EvasionCase';

function read({ bytes }: EvasionCase): Inspection {
  return inspect(bytesSource(bytes()), {
    tensors: true,
    createSha256: () => createHash('sha256'),
  });
}

function meets(inspection: Inspection, expected: EvasionCase['expects']) {
  if ('rule' in expected) {
    return inspection.findings.some(({ rule }) => rule === expected.rule);
  }
  if ('error' in expected) {
    return inspection.error?.code === expected.error;
  }
  return inspection.status === expected.status;
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
      if (!meets(inspection, one.expects)) {
        // What was found instead is what one wants to know.
        expect(inspection).toEqual(one.expects);
      }
    },
  );
});
