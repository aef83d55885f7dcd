import { artifact } from '../__testUtils__/fixtures';
import { compareValues } from './compareValues';

function withInputs(...inputs: { name: string; shape: (number | null)[] }[]) {
  return [
    artifact({
      inspection: {
        format: 'onnx',
        status: 'clean',
        findings: [],
        inputs: inputs.map(input => ({ ...input, dtype: 'float32' })),
      },
    }),
  ];
}

describe('compareValues', () => {
  it('tells same, changed, added and removed apart', () => {
    const before = withInputs(
      { name: 'same', shape: [1] },
      { name: 'wider', shape: [3] },
      { name: 'gone', shape: [] },
    );
    const after = withInputs(
      { name: 'same', shape: [1] },
      { name: 'wider', shape: [4] },
      { name: 'new', shape: [null] },
    );
    expect(
      compareValues(before, after).map(({ name, change }) => [name, change]),
    ).toEqual([
      ['same', 'same'],
      ['wider', 'changed'],
      ['gone', 'removed'],
      ['new', 'added'],
    ]);
  });

  it('takes an unknown dimension for no number', () => {
    const [row] = compareValues(
      withInputs({ name: 'x', shape: [3] }),
      withInputs({ name: 'x', shape: [null] }),
    );
    expect(row).toMatchObject({
      before: 'float32 [3]',
      after: 'float32 [?]',
      change: 'changed',
    });
  });
});
