import { createHash } from 'node:crypto';
import { mkdir, open, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

const REF = 'mlmodel:default/scorer';

eachDatabase('ingestModelVersion', init => {
  let test: TestIngestion;

  beforeEach(async () => {
    test = await testIngestion(await init());
  });

  afterEach(async () => {
    await test.close();
  });

  function location(): string {
    return `file:${join(test.root, 'scorer/catalog-info.yaml')}`;
  }

  async function ingest(
    spec: Record<string, unknown> = {},
  ): Promise<Wire['Ingestion']> {
    test.entities.splice(0, 1, anEntity({ location: location(), spec }));
    await test.run();
    const { items } = await test.stores.ingestions.list(
      { modelRef: REF, latest: true },
      { limit: 1 },
    );
    return items[0];
  }

  const codes = (ingestion: Wire['Ingestion']) =>
    ingestion.problems.map(({ code, field }) => [code, field]);

  const model = () => test.stores.models.findModel({ modelRef: REF });

  it('registers a version with everything that its bytes say', async () => {
    const bytes = aSafetensorsFile({});
    await test.write('scorer/model.safetensors', bytes);
    await test.write(
      'scorer/card.md',
      '---\nlicense: apache-2.0\n---\n# Scorer\n## Intended use\nScoring.\n',
    );

    const ingestion = await ingest({ card: './card.md' });

    expect(ingestion).toMatchObject({
      state: 'succeeded',
      version: '1.0.0',
      trigger: 'catalog',
      problems: [],
      progress: { step: 'commit', bytes: bytes.length, total: bytes.length },
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const state = await model();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(state?.versions[0]).toMatchObject({
      labels: ['1.0.0'],
      stage: 'validated',
      size: String(bytes.length),
      parameters: '16',
      bytesKept: false,
      artifacts: [
        {
          path: 'model.safetensors',
          digest: `sha256:${sha256}`,
          format: 'safetensors',
          inspection_status: 'clean',
          source: 'path:model.safetensors',
          tensor_count: 1,
        },
      ],
    });
    expect(state?.declaration).toMatchObject({
      owner: 'group:default/team-a',
      license: 'Apache-2.0',
      card: {
        path: 'card.md',
        completeness: 0.25,
        stated_licenses: ['apache-2.0'],
      },
    });
    const [artifact] = state?.versions[0].artifacts ?? [];
    expect(await json(artifact.inspection.digest)).toMatchObject({
      format: 'safetensors',
      status: 'clean',
      tensors: { count: 1, parameters: '16' },
    });
    expect(await json(artifact.tensor_pages?.[0].digest)).toEqual([
      expect.objectContaining({ name: 'w', dtype: 'float32', shape: [4, 4] }),
    ]);
    const [attestation] = state?.versions[0].attestations ?? [];
    expect(await json(attestation.document.digest)).toMatchObject({
      spdxVersion: 'SPDX-2.3',
    });
    expect(test.observed).toMatchObject({
      outcomes: ['succeeded'],
      bytes: bytes.length,
    });
  });

  it('ingests twice and has one version', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));
    await ingest();
    const before = await model();
    await test.requests.requestCataloged(test.entities[0], 'user:default/ada');
    await test.queue.drain();

    expect(await model()).toEqual(before);
    expect(test.observed.outcomes).toEqual(['succeeded', 'succeeded']);
    // The file did not change, so it was not read again.
    expect(test.observed.bytes).toBe(aSafetensorsFile({}).length);
  });

  it('gives the same bytes a second label', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));
    await ingest();
    await ingest({ version: '1.0.1' });

    const state = await model();
    expect(state?.versions.map(({ labels }) => labels)).toEqual([
      ['1.0.0', '1.0.1'],
    ]);
  });

  it('refuses other bytes under the same label, with both digests', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));
    await ingest();
    const registered = (await model())?.versions[0].manifestDigest;
    await test.write('scorer/model.safetensors', aSafetensorsFile({ seed: 2 }));

    const ingestion = await ingest({
      task: 'changed, so that it is looked at',
    });

    expect(ingestion.state).toBe('refused');
    expect(codes(ingestion)).toEqual([['VERSION_CONFLICT', undefined]]);
    expect(ingestion.problems[0].params).toMatchObject({
      registered,
      offered: expect.stringMatching(/^sha256:/),
    });
    expect((await model())?.versions).toHaveLength(1);
  });

  it('names both missing license and intendedUse', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));

    const ingestion = await ingest({
      license: undefined,
      intendedUse: undefined,
    });

    expect(ingestion.state).toBe('refused');
    expect(codes(ingestion)).toEqual([
      ['MISSING_FIELD', 'license'],
      ['MISSING_FIELD', 'intended_use'],
    ]);
    expect(await model()).toBeUndefined();
  });

  it('refuses a flipped byte against the declared digest, with both digests', async () => {
    const bytes = aSafetensorsFile({});
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const flipped = Buffer.from(bytes);
    flipped[bytes.length - 1] += 1;
    await test.write('scorer/model.safetensors', flipped);

    const ingestion = await ingest({
      artifacts: [{ path: 'model.safetensors', digest }],
    });

    expect(ingestion.state).toBe('refused');
    expect(codes(ingestion)).toEqual([
      ['DIGEST_MISMATCH', 'model.safetensors'],
    ]);
    const text = JSON.stringify(ingestion.problems[0]);
    expect(text).toContain(digest);
    expect(text).toContain(createHash('sha256').update(flipped).digest('hex'));
    expect(await model()).toBeUndefined();
  });

  it.each([
    ['../other/model.safetensors'],
    ['/etc/hostname'],
    ['a/../../other/model.safetensors'],
    ['C:/model.safetensors'],
  ])('refuses the path %s outside the root', async path => {
    await test.write('other/model.safetensors', aSafetensorsFile({}));

    const ingestion = await ingest({ artifacts: [{ path }] });

    expect(ingestion.state).toBe('refused');
    expect(codes(ingestion)).toEqual([['PATH_OUTSIDE_ROOT', path]]);
  });

  it('refuses a catalog file outside the configured roots', async () => {
    const outside = join(dirname(test.root), 'elsewhere');
    await mkdir(outside);
    await writeFile(join(outside, 'model.safetensors'), aSafetensorsFile({}));
    test.entities.push(
      anEntity({ location: `file:${outside}/catalog-info.yaml` }),
    );
    await test.run();

    const { items } = await test.stores.ingestions.list({}, { limit: 1 });
    expect(codes(items[0])).toEqual([
      ['PATH_OUTSIDE_ROOT', 'model.safetensors'],
    ]);
  });

  it('refuses a symbolic link out of the root', async () => {
    const outside = join(dirname(test.root), 'secret.safetensors');
    await writeFile(outside, aSafetensorsFile({}));
    await mkdir(join(test.root, 'scorer'));
    await symlink(outside, join(test.root, 'scorer/model.safetensors'));

    const ingestion = await ingest();

    expect(ingestion.state).toBe('refused');
    expect(codes(ingestion)).toEqual([['SYMLINK', 'model.safetensors']]);
  });

  it('refuses a file that changes while it is read', async () => {
    const file = await test.write(
      'scorer/model.safetensors',
      aSafetensorsFile({ rows: 2_000_000 }),
    );
    const handle = await open(file, 'a');
    let writing = true;
    const appending = (async () => {
      while (writing) {
        await handle.write(Buffer.from([0]));
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    try {
      const ingestion = await ingest();
      expect(ingestion.state).toBe('refused');
      expect(codes(ingestion)).toEqual([
        ['CHANGED_WHILE_READ', 'model.safetensors'],
      ]);
    } finally {
      writing = false;
      await appending;
      await handle.close();
    }
  });

  it('says everything that is wrong at once', async () => {
    await test.write('scorer/truncated.safetensors', Buffer.alloc(4));

    const ingestion = await ingest({
      license: undefined,
      artifacts: [
        { path: 'truncated.safetensors' },
        { path: 'missing.onnx' },
        { path: '../out.onnx' },
        { path: 'a.onnx', url: 'https://example.com/a.onnx' },
        { path: 'b.onnx', digest: 'sha256:beef' },
      ],
    });

    expect(ingestion.state).toBe('refused');
    expect(codes(ingestion)).toEqual([
      ['INVALID_ARTIFACT', 'spec.artifacts[3]'],
      ['INVALID_ARTIFACT', 'spec.artifacts[4]'],
      ['PATH_OUTSIDE_ROOT', '../out.onnx'],
      ['ARTIFACT_NOT_FOUND', 'missing.onnx'],
      [expect.stringMatching(/^FORMAT_/), 'truncated.safetensors'],
      ['MISSING_FIELD', 'license'],
    ]);
  });

  it('does not let a posted entity say where its files are', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));
    const posted = anEntity({ location: location() });
    await test.requests.request({
      entity: posted,
      trigger: 'api',
      requestedBy: 'user:default/mallory',
    });
    await test.queue.drain();

    const { items } = await test.stores.ingestions.list({}, { limit: 1 });
    expect(codes(items[0])).toEqual([
      ['ARTIFACT_NOT_FOUND', 'model.safetensors'],
    ]);
  });

  it('registers without the card when it is not there, and says so', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));

    const ingestion = await ingest({ card: 'card.md' });

    expect(ingestion.state).toBe('succeeded');
    expect(ingestion.checks).toContainEqual(
      expect.objectContaining({ id: 'card', outcome: 'unknown' }),
    );
  });

  it('refuses a card that is a link out of the root', async () => {
    await test.write('scorer/model.safetensors', aSafetensorsFile({}));
    const outside = join(dirname(test.root), 'secret.md');
    await writeFile(outside, '# secret');
    await symlink(outside, join(test.root, 'scorer/card.md'));

    const ingestion = await ingest({ card: 'card.md' });

    expect(codes(ingestion)).toEqual([['SYMLINK', 'spec.card']]);
    expect(await model()).toBeUndefined();
  });

  it.each([
    [['m.bin', 'm.bin/x'], 'INVALID_PATH', 'm.bin/x'],
    [['./m.bin', 'm.bin'], 'DUPLICATE_ARTIFACT', 'm.bin'],
    [['\u00e9.bin', 'e\u0301.bin'], 'DUPLICATE_ARTIFACT', 'e\u0301.bin'],
  ])('U7: refuses %j as %s', async (paths, code, field) => {
    const ingestion = await ingest({
      artifacts: paths.map(path => ({ path })),
    });
    expect(codes(ingestion)).toContainEqual([code, field]);
  });

  async function json(digest: string | undefined): Promise<unknown> {
    const document = await test.stores.models.readDocument(digest ?? '');
    return document && JSON.parse(Buffer.from(document.bytes).toString('utf8'));
  }
});
