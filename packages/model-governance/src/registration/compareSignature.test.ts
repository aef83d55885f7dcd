import type { Dimension, Inspection } from '@ml-models/model-formats';
import fc from 'fast-check';
import { compareSignature } from './compareSignature';

const file = (changes: Partial<Inspection>): Inspection => ({
  format: 'onnx',
  status: 'clean',
  findings: [],
  ...changes,
});
const stating = (...inputs: NonNullable<Inspection['inputs']>) =>
  file({ inputs });

const x = { name: 'x', dtype: 'float32', shape: ['batch', 3] };

describe('compareSignature', () => {
  it.each([
    ['the same', x],
    ['a symbolic dimension by a number', { ...x, shape: [8, 3] }],
    ['an unknown dimension', { ...x, shape: [null, null] }],
    ['a negative dimension', { ...x, shape: [-1, 3] }],
    ['no dtype', { name: 'x', shape: [1, 3] }],
    ['no rank', { name: 'x', dtype: 'float32', shape: null }],
    ['another case', { ...x, dtype: 'FLOAT32' }],
  ])('lets %s pass', (_what, declared) => {
    expect(compareSignature('inputs', [declared], [stating(x)])).toEqual({
      outcome: 'passed',
      problems: [],
    });
  });

  it.each([
    ['not-found', { ...x, name: 'z' }],
    ['dtype', { ...x, dtype: 'float16' }],
    ['rank', { ...x, shape: ['batch', 3, 1] }],
    ['shape', { ...x, shape: ['batch', 4] }],
    ['shape', { ...x, shape: ['batch', '4'] }],
  ])('finds %s', (reason, declared) => {
    const { outcome, problems } = compareSignature(
      'inputs',
      [declared],
      [stating(x)],
    );
    expect(outcome).toBe('failed');
    expect(problems[0]).toMatchObject({
      code: 'INPUT_MISMATCH',
      field: 'input_shape',
      params: { reason },
    });
  });

  it('finds an input that is not declared', () => {
    const other = { name: 'sr', dtype: 'int64', shape: [] };
    const { problems } = compareSignature('inputs', [x], [stating(x, other)]);
    expect(problems).toEqual([
      expect.objectContaining({
        params: { name: 'sr', reason: 'not-declared' },
      }),
    ]);
  });

  it('names outputs by their own code', () => {
    const { problems } = compareSignature(
      'outputs',
      [x],
      [file({ outputs: [{ ...x, dtype: 'int8' }] })],
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'OUTPUT_MISMATCH',
        field: 'output_schema',
      }),
    ]);
  });

  it('compares names alone where a file states types alone', () => {
    const forward = stating(
      { name: 'x', type: 'Tensor' },
      { name: 'k', type: 'int' },
    );
    const outcomes = [[x], [{ ...x, name: 'y' }]].map(
      declared => compareSignature('inputs', declared, [forward]).outcome,
    );
    expect(outcomes).toEqual(['passed', 'failed']);
  });

  it('does not take a sequence for a tensor', () => {
    const found = stating({ name: 'x', type: 'sequence' });
    expect(compareSignature('inputs', [x], [found]).problems).toEqual([
      expect.objectContaining({
        params: expect.objectContaining({ reason: 'kind', found: 'sequence' }),
      }),
    ]);
  });

  it.each([
    ['nothing is declared', undefined, [stating(x)]],
    ['nothing readable is declared', 'x: float32', [stating(x)]],
    ['no file states any', [x], [file({})]],
    ['the file states no names', [x], [stating({ name: '', type: 'Tensor' })]],
    ['the file was not read', [x], [file({ inputs: [x], status: 'failed' })]],
    ['there is no file', [x], []],
  ] as const)('is unknown where %s', (_why, declared, files) => {
    expect(compareSignature('inputs', declared, files).outcome).toBe('unknown');
  });

  it('does not hold outputs of TorchScript to names that it does not have', () => {
    const forward = file({
      format: 'torchscript',
      outputs: [{ name: 'output', type: 'Tensor' }],
    });
    expect(compareSignature('outputs', [x], [forward])).toEqual({
      outcome: 'unknown',
      problems: [],
    });
  });

  it('accepts the names of a TFLite signature', () => {
    const tflite = file({
      inputs: [{ ...x, name: 'serving_default_x:0' }],
      signatures: [{ key: 'serving_default', inputs: [x], outputs: [] }],
    });
    expect(compareSignature('inputs', [x], [tflite]).outcome).toBe('passed');
  });

  it('takes several files together, but one file only as a whole', () => {
    const h = { name: 'h', dtype: 'float32', shape: [1] };
    const both = [stating(x), stating(h)];
    expect(compareSignature('inputs', [x, h], both).outcome).toBe('passed');
    expect(compareSignature('inputs', [h], both).outcome).toBe('passed');
    expect(compareSignature('inputs', [x], [stating(x, h)]).outcome).toBe(
      'failed',
    );
  });

  const dimension = fc.oneof(
    fc.nat(4),
    fc.constantFrom<Dimension>('N', 'M', null),
  );
  const value = fc.record({
    name: fc.constantFrom('a', 'b', 'c', '__proto__'),
    dtype: fc.constantFrom('float32', 'int8'),
    shape: fc.option(fc.array(dimension, { maxLength: 3 })),
  });
  const values = fc.uniqueArray(value, {
    minLength: 1,
    selector: ({ name }) => name,
  });

  it('agrees with itself and in both directions', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(compareSignature('inputs', a, [stating(...a)]).outcome).toBe(
          'passed',
        );
        expect(compareSignature('inputs', a, [stating(...b)]).outcome).toBe(
          compareSignature('inputs', b, [stating(...a)]).outcome,
        );
      }),
    );
  });

  it('takes any declaration without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), declared => {
        const { outcome, problems } = compareSignature('inputs', declared, [
          stating(x),
        ]);
        expect(outcome === 'failed').toBe(problems.length > 0);
      }),
    );
  });
});
