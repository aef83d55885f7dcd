import type { Inspection } from '@ml-models/model-formats';
import { bomGaps } from './bomGaps';
import type { BomInput } from './BomInput';
import { spdx23 } from './spdx/spdx23';

const read: Inspection = { format: 'onnx', status: 'clean', findings: [] };
const sha256 = `sha256:${'a'.repeat(64)}`;

const input = (changes: Partial<BomInput> = {}): BomInput => ({
  model: { name: 'm', version: '1' },
  files: [{ path: 'm.onnx', size: 1, sha256, inspection: read }],
  manifestDigest: `sha256:${'b'.repeat(64)}`,
  created: '2026-01-31T12:00:00Z',
  tool: { name: 'ml-models', version: '0.1.0' },
  ...changes,
});

const complete = input({
  model: {
    name: 'm',
    version: '1',
    supplier: { type: 'organization', name: 'Kew' },
    license: 'NONE',
    description: 'Tells flowers apart',
    downloadLocation: 'https://example.com/m.onnx',
    datasets: [{ name: 'resource:default/flowers' }],
  },
  dependencies: [],
});

const fieldsOf = (of: BomInput) => bomGaps(of).map(({ field }) => field);

describe('bomGaps', () => {
  it('finds none where everything is stated', () => {
    expect(bomGaps(complete)).toEqual([]);
  });

  it('names each fact of the model that is not stated', () => {
    expect(fieldsOf(input())).toEqual([
      'supplier',
      'license',
      'description',
      'downloadLocation',
      'datasets',
      'dependencies',
    ]);
  });

  it('does not take for a fact what the document cannot state', () => {
    expect(
      fieldsOf({
        ...complete,
        model: {
          ...complete.model,
          supplier: { type: 'person', name: '\n' },
          license: 'noassertion',
          downloadLocation: 'file:///srv/m.onnx',
        },
      }),
    ).toEqual(['supplier', 'license', 'downloadLocation']);
  });

  it('names each file that was not read to its end, sorted', () => {
    const file = (path: string, status?: Inspection['status']) => ({
      path,
      size: 1,
      sha256,
      ...(status && { inspection: { ...read, status } }),
    });
    const files = [
      file('d', 'unsupported'),
      file('c', 'findings'),
      file('b', 'failed'),
      file('a'),
    ];
    expect(bomGaps({ ...complete, files })).toEqual(
      ['a', 'b', 'd'].map(path => ({
        field: 'content',
        file: path,
        message: `The content of ${path} was not read to its end`,
      })),
    );
  });

  it.each([input(), complete])('stands in the document, whole', given => {
    const [model] = spdx23(given).packages;
    const comment = JSON.parse(model.annotations?.[0].comment ?? '');
    expect(comment.gaps).toEqual(bomGaps(given));
  });
});
