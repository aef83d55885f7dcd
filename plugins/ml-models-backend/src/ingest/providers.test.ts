import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { ArtifactSource } from '@ml-models/backstage-plugin-ml-models-node';
import type { IngestionDependencies } from './createIngestion';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

/** ms; on a busy machine a reader needs long until its memory is full */
const PATIENT_MS = 600_000;
/** ms; for the one that never ends */
const IMPATIENT_MS = 2_000;
let mockInspectTimeoutMs = PATIENT_MS;
jest.mock('./limits', () => ({
  ...jest.requireActual('./limits'),
  get INSPECT_TIMEOUT_MS() {
    return mockInspectTimeoutMs;
  },
}));

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
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ml-models-readers-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    const sources = [
      source(async ({ path = '' }) => ({
        path,
        source: 'depot://x',
        origin: stream(
          path === 'good.safetensors' ? BYTES : Buffer.from('ACME and more'),
        ),
      })),
    ];

    /** A reader of `ACME…`, as a module of another package brings it. */
    async function acme(read: string, detected = 'savedmodel') {
      const entry = join(folder, `${randomUUID()}.cjs`);
      await writeFile(
        entry,
        `exports.reader = {
           formats: ['savedmodel'],
           detect: head => Buffer.from(head).toString().startsWith('ACME') ? '${detected}' : undefined,
           read(source, context) { ${read} },
         };`,
      );
      return { name: 'acme', entry };
    }

    it('leaves a file unsupported without a reader', async () => {
      const ingestion = await ingest({ sources }, 'm.acme');
      expect(ingestion.problems).toMatchObject([
        { code: 'FORMAT_UNSUPPORTED' },
      ]);
    });

    it('asks registered readers for what the built-in ones do not scan', async () => {
      const ingestion = await ingest(
        { sources, readers: [await acme('source.read(0, source.size);')] },
        'm.acme',
      );
      expect(ingestion).toMatchObject({ state: 'succeeded', problems: [] });
    });

    it.each([
      ['throws', 'throw new Error("no");', 'savedmodel', 'INTERNAL'],
      [
        'reads past the end',
        'source.read(0, 1000);',
        'savedmodel',
        'TRUNCATED',
      ],
      ['detects an unknown format', '', 'acme', 'INTERNAL'],
      [
        'finds in words of its own',
        'context.add({ rule: "r", severity: "fatal", message: "m" });',
        'savedmodel',
        'INTERNAL',
      ],
      ['never ends', 'for (;;);', 'savedmodel', 'TIMEOUT'],
      [
        'eats its heap',
        'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
        'savedmodel',
        'OUT_OF_MEMORY',
      ],
      [
        'eats memory beside its heap',
        'const all = []; for (;;) all.push(new Uint8Array(1e7).fill(1));',
        'savedmodel',
        'OUT_OF_MEMORY',
      ],
    ])('goes on serving when a reader %s', async (_, read, detected, code) => {
      mockInspectTimeoutMs = code === 'TIMEOUT' ? IMPATIENT_MS : PATIENT_MS;
      const reader = await acme(read, detected);
      const ingestion = await ingest({ sources, readers: [reader] }, 'm.acme');
      mockInspectTimeoutMs = PATIENT_MS;
      expect(ingestion.state).not.toBe('succeeded');
      expect(JSON.stringify(ingestion.problems)).toContain(code);

      const spec = { artifacts: [{ path: 'good.safetensors' }] };
      test.entities.push(anEntity({ name: 'good', spec }));
      await test.run();
      const { items } = await test.stores.ingestions.list({}, { limit: 10 });
      expect(items.map(({ state }) => state).toSorted()).toEqual([
        ingestion.state,
        'succeeded',
      ]);
    });

    it('fails what a reader that is not there should read', async () => {
      const missing = { name: 'acme', entry: join(folder, 'none.cjs') };
      const ingestion = await ingest({ sources, readers: [missing] }, 'm.acme');
      expect(JSON.stringify(ingestion.problems)).toContain('acme');
    });
  });
});
