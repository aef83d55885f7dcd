import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import { referenceTo } from '../../ingest/documents/documentOf';
import { tensorPages } from '../../ingest/documents/tensorPages';
import { tensorSizes } from './tensorSizes';

function sizesOf(tensors: [name: string, bytes: string | null][]) {
  const pages = tensorPages(
    tensors.map(([name, bytes]) => ({
      name,
      dtype: 'float32',
      shape: [],
      offset: null,
      bytes,
    })),
  );
  const model = {
    modelRef: 'mlmodel:default/m',
    versions: [
      {
        manifestDigest: 'sha256:1',
        labels: ['v1'],
        artifacts: [
          {
            path: 'm',
            tensor_count: tensors.length,
            tensor_pages: pages.map(referenceTo),
          },
        ],
      },
    ],
  } as Partial<ModelState> as ModelState;
  return tensorSizes(
    {
      readDocument: async digest => pages.find(page => page.digest === digest),
    },
    model,
    { version: 'v1', path: 'm' },
  );
}

const total = (
  groups: Wire['TensorGroup'][],
  of: (group: Wire['TensorGroup']) => number,
) => groups.reduce((sum, group) => sum + of(group), 0);

describe('tensorSizes', () => {
  it('divides names at dots and slashes, largest first', async () => {
    await expect(
      sizesOf([
        ['model.layers.0.q', '10'],
        ['model.layers.0.k', '20'],
        ['model.layers.1/q', '5'],
        ['model.head', '7'],
        ['model', null],
      ]),
    ).resolves.toEqual({
      groups: [
        {
          prefix: 'model.layers.0.k',
          family: 'model.layers',
          kind: 'tensor',
          tensors: 1,
          bytes: '20',
        },
        {
          prefix: 'model.layers.0.q',
          family: 'model.layers',
          kind: 'tensor',
          tensors: 1,
          bytes: '10',
        },
        {
          prefix: 'model.head',
          family: 'model.head',
          kind: 'tensor',
          tensors: 1,
          bytes: '7',
        },
        {
          prefix: 'model.layers.1/q',
          family: 'model.layers',
          kind: 'tensor',
          tensors: 1,
          bytes: '5',
        },
        {
          prefix: 'model',
          family: 'model',
          kind: 'rest',
          tensors: 1,
          bytes: '0',
        },
      ],
      tensors: 5,
      bytes: '42',
      unknown: 1,
    });
  });

  it('stays bounded and loses nothing', async () => {
    const sizes = await sizesOf(
      Array.from({ length: 20_000 }, (_, n) => [
        `blocks.${n % 500}.part${n}.weight`,
        String(n),
      ]),
    );
    expect(sizes.groups.length).toBeGreaterThan(90);
    expect(sizes.groups.length).toBeLessThanOrEqual(200);
    expect(total(sizes.groups, group => group.tensors)).toBe(20_000);
    expect(total(sizes.groups, group => Number(group.bytes))).toBe(
      Number(sizes.bytes),
    );
    expect(sizes.groups[0]).toMatchObject({ prefix: 'blocks', kind: 'rest' });
  });

  it('adds sizes past 2^53 exactly', async () => {
    const { bytes } = await sizesOf([
      ['a.x', '9007199254740993'],
      ['a.y', '2'],
    ]);
    expect(bytes).toBe('9007199254740995');
  });

  it('has no group of a file without tensors', async () => {
    await expect(sizesOf([])).resolves.toEqual({
      groups: [],
      tensors: 0,
      bytes: '0',
      unknown: 0,
    });
  });

  it('divides names of many parts in time', async () => {
    const deep = Array.from({ length: 5_000 }, () => 'a').join('.');
    const { groups } = await sizesOf(
      Array.from({ length: 100 }, (_, n) => [`${deep}.${n}`, '1']),
    );
    expect(total(groups, group => group.tensors)).toBe(100);
  });
});
