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

  it('starts at any number', async () => {
    const page = await tensorPage(models(pages), model, artifact, {
      limit: 2,
      offset: 1_999,
    });
    expect(page.items.map(({ name }) => name)).toEqual(['t1999', 't2000']);
    expect(page.nextCursor).toBe('2001');
    await expect(
      tensorPage(models(pages), model, artifact, {
        limit: 2,
        offset: 1,
        cursor: '1',
      }),
    ).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  it('finds by part of the name, in any case, every match once', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await tensorPage(models(pages), model, artifact, {
        limit: 7,
        cursor,
        search: 'T99',
      });
      expect(page.total).toBeUndefined();
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(
      tensors.map(({ name }) => name).filter(name => name.includes('t99')),
    );
  });

  it('looks at a bounded number of tensors and leaves the rest to the cursor', async () => {
    const total = 50_000;
    const read: string[] = [];
    const many = {
      ...model,
      versions: [
        {
          ...model.versions[0],
          artifacts: [
            {
              path: 'm.safetensors',
              tensor_count: total,
              tensor_pages: Array.from({ length: 50 }, () =>
                referenceTo(pages[0]),
              ),
            },
          ],
        },
      ],
    } as ModelState;
    const store = {
      readDocument: async (digest: string) => {
        read.push(digest);
        return pages[0];
      },
    };
    const page = await tensorPage(store, many, artifact, {
      limit: 10,
      search: 'not there',
    });
    expect(page).toEqual({ items: [], nextCursor: '20000' });
    expect(read).toHaveLength(20);
  });
});
