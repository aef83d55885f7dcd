import { Inspection, ValueInfo } from '../inspection/Inspection';
import { compareModels } from './compareModels';

const model = (changes: Partial<Inspection> = {}): Inspection => ({
  format: 'onnx',
  status: 'clean',
  findings: [],
  ...changes,
});
const tensor = (
  name: string,
  shape: ValueInfo['shape'],
  dtype = 'float32',
) => ({
  name,
  dtype,
  shape,
});
const weight = (
  name: string,
  shape: number[],
  offset = 0,
  dtype = 'float32',
) => ({
  name,
  dtype,
  shape,
  offset,
  bytes: '4',
});
const node = (name: string, type: string, outputs: string[]) => ({
  name,
  domain: '',
  type,
  inputs: [],
  outputs,
});

function judge(before: Partial<Inspection>, after: Partial<Inspection>) {
  const { compatibility, reasons } = compareModels(model(before), model(after));
  return [compatibility, ...reasons.map(({ id }) => id)];
}
const x = (shape: ValueInfo['shape'], dtype?: string) => ({
  inputs: [tensor('x', shape, dtype)],
  outputs: [tensor('y', [1])],
});
const y = (shape: ValueInfo['shape'], dtype?: string) => ({
  inputs: [tensor('x', [1])],
  outputs: [tensor('y', shape, dtype)],
});

describe('compatibility of inputs and outputs', () => {
  it.each<[string, Partial<Inspection>, Partial<Inspection>, string[]]>([
    ['nothing changed', x([1, 'N']), x([1, 'N']), ['compatible']],
    ['a symbol has another name', x(['N']), x(['M']), ['compatible']],
    ['an input takes more sizes', x([3]), x(['N']), ['compatible']],
    [
      'an input no longer says its rank',
      x([3]),
      x(null),
      ['unknown', 'input-shape'],
    ],
    ['neither says the rank', x(null), x(null), ['unknown', 'input-shape']],
    [
      'neither says a size',
      x([null]),
      x([null]),
      ['unknown', 'input-dimension'],
    ],
    [
      'a TorchScript tensor',
      { inputs: [{ name: 'x', type: 'Tensor' }] },
      { inputs: [{ name: 'x', type: 'Tensor' }] },
      ['unknown', 'input-type'],
    ],
    [
      'a TorchScript number',
      { inputs: [{ name: 'k', type: 'int' }] },
      { inputs: [{ name: 'k', type: 'int' }] },
      ['compatible'],
    ],
    [
      'an input takes one size',
      x(['N']),
      x([3]),
      ['breaking', 'input-dimension'],
    ],
    [
      'an input takes another size',
      x([3]),
      x([4]),
      ['breaking', 'input-dimension'],
    ],
    [
      'an unknown size became fixed',
      x([null]),
      x([4]),
      ['breaking', 'input-dimension'],
    ],
    [
      'an input has another rank',
      x([3]),
      x([3, 1]),
      ['breaking', 'input-rank'],
    ],
    [
      'an input of unknown rank is fixed',
      x(null),
      x([3]),
      ['unknown', 'input-shape'],
    ],
    [
      'an input has another dtype',
      x([3]),
      x([3], 'int8'),
      ['breaking', 'input-dtype'],
    ],
    ['an output is narrower', y(['N']), y([3]), ['compatible']],
    [
      'an output no longer says its size',
      y([3]),
      y([null]),
      ['unknown', 'output-dimension'],
    ],
    [
      'an output has another size',
      y([3]),
      y([4]),
      ['breaking', 'output-dimension'],
    ],
    [
      'an output no longer says its rank',
      y([3]),
      y(null),
      ['unknown', 'output-shape'],
    ],
    [
      'an output has another dtype',
      y([3]),
      y([3], 'int8'),
      ['breaking', 'output-dtype'],
    ],
    [
      'an output is gone',
      y([3]),
      { inputs: [tensor('x', [1])], outputs: [] },
      ['breaking', 'output-removed'],
    ],
    [
      'an input is new',
      y([3]),
      { ...y([3]), inputs: [tensor('x', [1]), tensor('k', [])] },
      ['breaking', 'input-added'],
    ],
    [
      'an input became a sequence',
      x([1]),
      { ...x([1]), inputs: [{ name: 'x', type: 'sequence' }] },
      ['breaking', 'input-type'],
    ],
    [
      'the format changed',
      x([1]),
      { ...x([1]), format: 'tflite' },
      ['breaking', 'format-changed'],
    ],
    ['one was not read', { status: 'failed' }, x([1]), ['unknown', 'not-read']],
    [
      'one was not scanned',
      x([1]),
      { ...x([1]), status: 'unsupported' },
      ['unknown', 'not-read'],
    ],
    ['one says nothing', x([1]), {}, ['unknown', 'no-interface']],
    [
      'outputs only',
      { outputs: [tensor('y', [1])] },
      { outputs: [tensor('y', [1])] },
      ['compatible'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(judge(before, after)).toEqual(expected);
  });

  it('finds inputs that must now agree', () => {
    const two = (a: string | number, b: string | number) => ({
      inputs: [tensor('a', [a]), tensor('b', [b])],
    });
    expect(judge(two('N', 'M'), two('N', 'N'))).toEqual([
      'breaking',
      'input-symbol',
    ]);
    expect(judge(two('N', 'N'), two('K', 'K'))).toEqual(['compatible']);
    expect(judge(two(4, 4), two('N', 'N'))).toEqual(['compatible']);
    expect(judge(two(4, 5), two('N', 'N'))).toEqual([
      'breaking',
      'input-symbol',
    ]);
  });

  it('knows which formats are called by position', () => {
    const values = [tensor('a', [1]), tensor('b', [1])];
    const turned = { inputs: values.toReversed() };
    expect(judge({ inputs: values }, turned)).toEqual(['compatible']);
    expect(
      judge(
        { inputs: values, format: 'tflite' },
        { ...turned, format: 'tflite' },
      ),
    ).toEqual(['breaking', 'input-order']);
  });

  it('judges each named signature', () => {
    const signature = (shape: number[]) => ({
      ...x([1]),
      format: 'tflite' as const,
      signatures: [{ key: 'serve', inputs: [tensor('x', shape)], outputs: [] }],
    });
    expect(judge(signature([1]), signature([2]))).toEqual([
      'breaking',
      'input-dimension',
    ]);
    expect(
      judge(signature([1]), { ...signature([1]), signatures: [] }),
    ).toEqual(['breaking', 'signature-removed']);
  });

  it('judges weights by names and shapes', () => {
    const weights = (...tensorList: ReturnType<typeof weight>[]) => ({
      format: 'safetensors' as const,
      tensorList,
    });
    const was = weights(weight('a', [2]), weight('b', [3]));
    expect(
      judge(was, weights(weight('b', [3], 8), weight('a', [2], 0, 'float16'))),
    ).toEqual(['compatible']);
    expect(judge(was, weights(weight('a', [2])))).toEqual([
      'breaking',
      'tensor-removed',
    ]);
    expect(judge(was, weights(weight('a', [2]), weight('b', [4])))).toEqual([
      'breaking',
      'tensor-shape',
    ]);
    expect(judge(was, { format: 'safetensors' })).toEqual([
      'unknown',
      'no-tensors',
    ]);
    expect(
      judge(
        { ...was, metadata: { 'general.architecture': 'llama' } },
        { ...was, metadata: { 'general.architecture': 'phi' } },
      ),
    ).toEqual(['breaking', 'architecture-changed']);
  });
});

describe('structural difference', () => {
  it('lists what was added, removed and changed', () => {
    const difference = compareModels(
      model({
        opsets: [{ domain: '', version: 13 }],
        operators: [{ domain: '', type: 'Relu', count: 2 }],
        metadata: { kept: '1', gone: '2' },
        tensorList: [weight('w', [2]), weight('old', [1])],
        nodeList: [node('', 'Relu', ['r']), node('n', 'Add', ['a'])],
      }),
      model({
        opsets: [{ domain: '', version: 17 }],
        operators: [
          { domain: '', type: 'Relu', count: 1 },
          { domain: '', type: 'Gelu', count: 1 },
        ],
        metadata: { kept: '3' },
        tensorList: [weight('new', [1]), weight('w', [2], 64, 'float16')],
        nodeList: [node('', 'Gelu', ['r']), node('n', 'Add', ['a'])],
      }),
    );
    expect(difference).toMatchObject({
      opsets: { changed: [{ from: { version: 13 }, to: { version: 17 } }] },
      operators: {
        added: [{ type: 'Gelu' }],
        changed: [{ from: { count: 2 }, to: { count: 1 } }],
      },
      metadata: {
        removed: [{ key: 'gone', value: '2' }],
        changed: [{ key: 'kept', from: { value: '1' }, to: { value: '3' } }],
      },
      tensors: {
        added: [{ name: 'new' }],
        removed: [{ name: 'old' }],
        changed: [{ from: { dtype: 'float32' }, to: { dtype: 'float16' } }],
      },
      nodes: {
        changed: [{ from: { type: 'Relu' }, to: { type: 'Gelu' } }],
        unchanged: 1,
      },
      notCompared: [],
    });
  });

  it('matches entries of one name in their order', () => {
    const difference = compareModels(
      model({ tensorList: [weight('w', [1]), weight('w', [2])] }),
      model({
        tensorList: [weight('w', [1]), weight('w', [3]), weight('w', [4])],
      }),
    );
    expect(difference.tensors).toEqual({
      added: [{ name: 'w', dtype: 'float32', shape: [4] }],
      removed: [],
      changed: [
        expect.objectContaining({
          to: { name: 'w', dtype: 'float32', shape: [3] },
        }),
      ],
      unchanged: 1,
    });
  });

  it('takes a renamed node for one change', () => {
    const { nodes } = compareModels(
      model({ nodeList: [node('dense1', 'Gemm', ['h'])] }),
      model({ nodeList: [node('head', 'Gemm', ['h'])] }),
    );
    expect(nodes).toMatchObject({
      added: [],
      removed: [],
      changed: [{ from: { name: 'dense1' }, to: { name: 'head' } }],
    });
  });

  it('says what was not compared', () => {
    const difference = compareModels(model({ nodeList: [] }), model());
    expect(difference.nodes).toBeUndefined();
    expect(difference.notCompared).toEqual([
      { section: 'nodes', reason: 'the second model has no such list' },
    ]);
  });
});
