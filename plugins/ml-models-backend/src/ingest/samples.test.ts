import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

/** Files that the real frameworks wrote; not in the repository. */
const SAMPLES = join(
  process.env.ML_MODELS_REFERENCE_DIR ??
    resolve(__dirname, '../../../../../shared'),
  'samples',
);
// Not `describe.skip`: jest runs its body to count the tests, and without the files that may fail.
const suite: (name: string, body: () => void) => void = existsSync(SAMPLES)
  ? describe
  : it.skip;

suite('ingestion of the reference samples', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3'],
    disableDocker: true,
  });
  let test: TestIngestion;

  beforeEach(async () => {
    test = await testIngestion(await databases.init('SQLITE_3'));
  });

  afterEach(async () => {
    await test.close();
  });

  async function ingest(
    artifacts: { path: string; digest?: string }[],
    spec: Record<string, unknown> = {},
  ) {
    test.entities.splice(
      0,
      1,
      anEntity({
        location: `file:${join(test.root, 'catalog-info.yaml')}`,
        spec: { artifacts, inputs: undefined, outputs: undefined, ...spec },
      }),
    );
    await test.run();
    const { items } = await test.stores.ingestions.list(
      { latest: true },
      { limit: 1 },
    );
    return items[0];
  }

  const bytesOf = (name: string) => readFileSync(join(SAMPLES, name));
  const digestOf = (bytes: Uint8Array) =>
    `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

  it.each([['tiny.onnx'], ['tiny_tflite.tflite'], ['tiny_from_torch.onnx']])(
    'registers %s with inputs and outputs from the file',
    async name => {
      const bytes = bytesOf(name);
      await test.write(name, bytes);
      const ingestion = await ingest([{ path: name, digest: digestOf(bytes) }]);
      expect(ingestion.problems).toEqual([]);
      expect(ingestion.state).toBe('succeeded');
    },
  );

  it('registers an ONNX model with its external data, and not without', async () => {
    await test.write('tiny_ext.onnx', bytesOf('tiny_ext.onnx'));
    const alone = await ingest([{ path: 'tiny_ext.onnx' }]);
    expect(alone).toMatchObject({
      state: 'refused',
      problems: [{ code: 'COMPANION_MISSING', field: 'tiny_ext.onnx.data' }],
    });
    await test.write('tiny_ext.onnx.data', bytesOf('tiny_ext.onnx.data'));
    const both = await ingest([
      { path: 'tiny_ext.onnx' },
      { path: 'tiny_ext.onnx.data' },
    ]);
    expect(both.problems).toEqual([]);
    // Plain bytes that another file accounts for are no file that nobody scanned.
    expect(both.checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'format', outcome: 'passed' }),
        expect.objectContaining({ id: 'scan', outcome: 'passed' }),
        expect.objectContaining({ id: 'companions', outcome: 'passed' }),
      ]),
    );
    const model = await test.stores.models.findModel({
      modelRef: 'mlmodel:default/scorer',
    });
    expect(model?.versions).toMatchObject([
      { stage: 'validated', unsupported: false },
    ]);
    const { items } = await test.stores.models.listModels(
      { scan: ['clean'] },
      { sort: 'name', limit: 10 },
    );
    expect(items.map(({ id }) => id)).toEqual([model?.id]);
  });

  it('refuses every hostile sample at severity low', async () => {
    test.config.refuseAtSeverity = 'low';
    const names = readdirSync(join(SAMPLES, 'hostile'));
    for (const name of names) {
      await test.write(name, bytesOf(join('hostile', name)));
    }
    const ingestion = await ingest(
      names.map(path => ({ path })),
      { inputs: [{ name: 'x' }], outputs: [{ name: 'y' }] },
    );
    expect(ingestion.state).toBe('refused');
    const refused = new Set(ingestion.problems.map(({ field }) => field));
    expect([...refused].sort()).toEqual([...names].sort());
    expect(
      await test.stores.models.findModel({
        modelRef: 'mlmodel:default/scorer',
      }),
    ).toBeUndefined();
  });

  it('refuses any changed sample against its digest', async () => {
    const random = mulberry32(20261120);
    for (const name of ['tiny.onnx', 'tiny_ts.pt', 'tiny_tflite.tflite']) {
      const bytes = bytesOf(name);
      const artifacts = [];
      for (let n = 0; n < 10; n++) {
        const changed = Buffer.from(bytes);
        const at = Math.floor(random() * bytes.length);
        changed[at] = (changed[at] + 1 + Math.floor(random() * 254)) % 256;
        const cut = n % 2 === 0 ? changed : bytes.subarray(0, at);
        await test.write(`${n}-${name}`, cut);
        artifacts.push({ path: `${n}-${name}`, digest: digestOf(bytes) });
      }
      const ingestion = await ingest(artifacts, { task: name });
      expect(ingestion.state).toBe('refused');
      const mismatches = ingestion.problems.filter(
        ({ code }) => code === 'DIGEST_MISMATCH',
      );
      expect(mismatches.map(({ field }) => field)).toEqual(
        artifacts.map(({ path }) => path),
      );
    }
  });
});

/** Seeded, so that a failure can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
