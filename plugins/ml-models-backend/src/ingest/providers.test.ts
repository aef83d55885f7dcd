import { Readable } from 'node:stream';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  ArtifactSource,
  FormatReader,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { IngestionDependencies } from './createIngestion';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

const BYTES = aSafetensorsFile({});

describe('providers of other modules', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3'],
    disableDocker: true,
  });
  let test: TestIngestion;

  afterEach(async () => {
    await test.close();
  });

  async function ingest(
    overrides: Partial<IngestionDependencies>,
    path = 'model.safetensors',
  ) {
    test = await testIngestion(await databases.init('SQLITE_3'), { overrides });
    test.entities.push(anEntity({ spec: { artifacts: [{ path }] } }));
    await test.run();
    const { items } = await test.stores.ingestions.list({}, { limit: 1 });
    return items[0];
  }

  const source = (resolve: ArtifactSource['resolve']): ArtifactSource => ({
    name: 'depot',
    resolve,
  });
  const stream = (bytes: Uint8Array) => ({
    type: 'stream' as const,
    open: async () => ({ stream: Readable.from([bytes]) }),
  });

  it('brings in what a source gives', async () => {
    const ingestion = await ingest({
      sources: [
        source(async ({ path = '' }) => ({
          path,
          source: 'depot://models/1',
          origin: stream(BYTES),
        })),
      ],
    });
    expect(ingestion).toMatchObject({ state: 'succeeded', problems: [] });
  });

  it('counts a source that throws as unknown, and says which one in the metrics', async () => {
    const ingestion = await ingest({
      sources: [
        source(async () => {
          throw new Error('secret detail');
        }),
      ],
    });
    expect(ingestion.state).toBe('failed');
    expect(ingestion.problems).toMatchObject([
      { code: 'NOT_FETCHED', field: 'model.safetensors' },
    ]);
    expect(JSON.stringify(ingestion)).not.toContain('secret detail');
    expect(test.observed.failedProviders).toEqual(['depot']);
  });

  it('takes no name from a source that leads out of the version', async () => {
    const ingestion = await ingest({
      sources: [
        source(async () => ({
          path: '../../etc/passwd',
          source: 'depot',
          origin: stream(BYTES),
        })),
      ],
    });
    expect(ingestion.problems).toMatchObject([{ code: 'PATH_OUTSIDE_ROOT' }]);
  });

  it('follows no link out of the root that a source names', async () => {
    const ingestion = await ingest({
      sources: [
        source(async () => ({
          path: 'model.safetensors',
          source: 'depot',
          origin: { type: 'file', root: '/usr', path: '../etc/hostname' },
        })),
      ],
    });
    expect(ingestion.problems).toMatchObject([{ code: 'INVALID_PATH' }]);
  });

  describe('format readers', () => {
    const MAGIC = 'ACME';
    const acme: FormatReader = {
      name: 'acme',
      async read({ size, read }) {
        const head = await read(0, Math.min(4, size));
        return Buffer.from(head).toString() === MAGIC
          ? { format: 'savedmodel', status: 'clean', findings: [] }
          : undefined;
      },
    };
    const sources = [
      source(async ({ path = '' }) => ({
        path,
        source: 'depot://x',
        origin: stream(Buffer.from(`${MAGIC} and more`)),
      })),
    ];

    it('leaves a file unsupported without a reader', async () => {
      const ingestion = await ingest({ sources }, 'm.acme');
      expect(ingestion.problems).toMatchObject([
        { code: 'FORMAT_UNSUPPORTED' },
      ]);
    });

    it('asks registered readers for what the built-in ones do not scan', async () => {
      const ingestion = await ingest({ sources, readers: [acme] }, 'm.acme');
      expect(ingestion).toMatchObject({ state: 'succeeded', problems: [] });
    });

    it.each([
      ['throws', { ...acme, read: () => Promise.reject(new Error('no')) }],
      [
        'reads past the end',
        {
          ...acme,
          read: async ({ read }: Parameters<FormatReader['read']>[0]) => {
            await read(0, 1000);
            return undefined;
          },
        },
      ],
      [
        'answers in another shape',
        {
          ...acme,
          read: async () => ({ format: 'acme', status: 'fine', findings: [] }),
        },
      ],
      [
        'calls a file with findings clean',
        {
          ...acme,
          read: async () => ({
            format: 'savedmodel',
            status: 'clean',
            findings: [{ rule: 'r', severity: 'high', message: 'm' }],
          }),
        },
      ],
    ])('believes no reader that %s', async (_what, reader) => {
      const ingestion = await ingest(
        { sources, readers: [reader as FormatReader] },
        'm.acme',
      );
      expect(ingestion.problems).toMatchObject([
        { code: 'FORMAT_UNSUPPORTED' },
      ]);
      expect(test.observed.failedProviders).toEqual(['acme']);
    });
  });
});
