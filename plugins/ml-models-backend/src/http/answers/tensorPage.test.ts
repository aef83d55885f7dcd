import { jsonDocument, referenceTo } from '../../ingest/documents/documentOf';
import type { ModelState } from '../../domain/ModelState';
import type { DocumentBytes } from '../../store/ModelStore';
import { tensorPage } from './tensorPage';

const tensors = Array.from({ length: 2_500 }, (_, index) => ({
  name: `t${index}`,
  dtype: 'float32',
  shape: [1],
  offset: index * 4,
  bytes: '4',
}));
const pages = [0, 1, 2].map(page =>
  jsonDocument(
    'application/json',
    tensors.slice(page * 1000, page * 1000 + 1000),
  ),
);

function models(documents: DocumentBytes[]) {
  return {
    readDocument: async (digest: string) =>
      documents.find(document => document.digest === digest),
  };
}

const model = {
  modelRef: 'mlmodel:default/m',
  versions: [
    {
      manifestDigest: 'sha256:1',
      labels: ['v1'],
      artifacts: [
        {
          path: 'm.safetensors',
          tensor_count: 2_500,
          tensor_pages: pages.map(referenceTo),
        },
        { path: 'config.json' },
      ],
    },
  ],
} as Partial<ModelState> as ModelState;
const artifact = { version: 'v1', path: 'm.safetensors' };

describe('tensorPage', () => {
  it.each([1, 333, 999, 1000])(
    'gives every tensor once in pages of %d',
    async limit => {
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await tensorPage(models(pages), model, artifact, {
          limit,
          cursor,
        });
        expect(page.total).toBe(2_500);
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(names).toEqual(tensors.map(({ name }) => name));
    },
  );

  it('answers an empty list only for a file without tensors', async () => {
    const page = await tensorPage(
      models([]),
      model,
      { version: 'v1', path: 'config.json' },
      { limit: 10 },
    );
    expect(page).toEqual({ items: [], nextCursor: null, total: 0 });
    await expect(
      tensorPage(models(pages.slice(1)), model, artifact, { limit: 10 }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
  });

  it.each([
    [{ version: 'v1', path: 'other' }, {}, 'ARTIFACT_NOT_FOUND'],
    [{ version: 'v2', path: 'm.safetensors' }, {}, 'VERSION_NOT_FOUND'],
    [artifact, { cursor: '-1' }, 'INVALID_CURSOR'],
    [artifact, { cursor: 'abc' }, 'INVALID_CURSOR'],
  ])('refuses %p %p with %s', async (asked, cursor, code) => {
    await expect(
      tensorPage(models(pages), model, asked, { limit: 10, ...cursor }),
    ).rejects.toMatchObject({ code });
  });

  it('ends after the last tensor', async () => {
    const page = await tensorPage(models(pages), model, artifact, {
      limit: 10,
      cursor: '99999',
    });
    expect(page).toEqual({ items: [], nextCursor: null, total: 2_500 });
  });
});
