import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Knex } from 'knex';
import { stringify } from 'yaml';
import { eachDatabase } from '../../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from '../__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from '../__testUtils__/testIngestion';
import { Spool } from '../spool/Spool';
import { ModelUploads } from './ModelUploads';

const REF = 'mlmodel:default/scorer';
const by = 'user:default/ada';
const BYTES = aSafetensorsFile({});
const signal = () => new AbortController().signal;

eachDatabase('ModelUploads', init => {
  let test: TestIngestion;
  let knex: Knex;

  beforeEach(async () => {
    knex = await init();
    test = await testIngestion(knex);
  });

  afterEach(async () => {
    await test.close();
  });

  const stage = (path: string, bytes: Uint8Array = BYTES) =>
    test.uploads.stage({
      modelRef: REF,
      version: '1.0.0',
      path,
      stream: Readable.from([bytes]),
      by,
      signal: signal(),
    });

  const complete = (entity: unknown = anEntity()) =>
    test.uploads.complete({ modelRef: REF, version: '1.0.0', entity, by });

  const spooled = () => readdir(join(test.config.spoolDirectory, 'uploaded'));

  async function ingest(entity: unknown, stagingId: string) {
    const id = await test.requests.request({
      entity,
      trigger: 'upload',
      requestedBy: by,
      stagingId,
    });
    await test.queue.drain();
    return test.stores.ingestions.get(id);
  }

  it('brings an uploaded set in, and keeps no bytes', async () => {
    expect(await stage('model.safetensors')).toEqual({
      path: 'model.safetensors',
      size: String(BYTES.length),
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    const entity = anEntity();
    const { stagingId } = await complete(entity);
    expect(await ingest(entity, stagingId)).toMatchObject({
      state: 'succeeded',
      trigger: 'upload',
    });
    expect(await spooled()).toEqual([]);
    const model = await test.stores.models.findModel({ modelRef: REF });
    expect(model?.versions[0]).toMatchObject({
      bytesKept: false,
      artifacts: [{ path: 'model.safetensors', source: 'upload' }],
    });
  });

  it('takes a staged card for the card and no artifact', async () => {
    await stage('model.safetensors');
    await stage('card.md', Buffer.from('# Card\n## Limitations\nSome.\n'));
    const entity = anEntity({ spec: { card: './card.md' } });
    const { stagingId } = await complete(entity);
    await ingest(entity, stagingId);
    const model = await test.stores.models.findModel({ modelRef: REF });
    expect(model?.versions[0].artifacts).toHaveLength(1);
    expect(model?.declaration?.card).toMatchObject({ path: 'card.md' });
  });

  it('replaces a file that is sent again', async () => {
    await stage('model.safetensors', Buffer.from('wrong'));
    await stage('model.safetensors');
    expect(await spooled()).toHaveLength(1);
  });

  it('lists all that is declared and was not sent', async () => {
    await stage('model.safetensors');
    const entity = anEntity({
      spec: {
        artifacts: [
          { path: './model.safetensors' },
          { path: 'a.onnx' },
          { path: 'b/c.onnx' },
          { url: 'https://example.com/d.onnx' },
        ],
      },
    });
    await expect(complete(entity)).rejects.toMatchObject({
      code: 'STAGING_INCOMPLETE',
      problems: [{ field: 'a.onnx' }, { field: 'b/c.onnx' }],
    });
    // The set stays open for the rest.
    await stage('a.onnx');
  });

  it.each([
    ['another version', anEntity({ spec: { version: '2' } })],
    ['another model', anEntity({ name: 'other' })],
  ])('refuses an entity of %s', async (_what, entity) => {
    await stage('model.safetensors');
    await expect(complete(entity)).rejects.toMatchObject({
      code: 'ENTITY_MISMATCH',
    });
  });

  it('refuses to close what was never begun', async () => {
    await expect(
      complete(anEntity({ spec: { artifacts: [] } })),
    ).rejects.toMatchObject({ code: 'STAGING_NOT_FOUND' });
  });

  it.each([['../x'], ['/x'], ['a\0'], ['a\\b'], ['x'.repeat(2000)]])(
    'refuses the path %j',
    async path => {
      await expect(stage(path)).rejects.toMatchObject({ code: 'INVALID_PATH' });
      expect(await spooled()).toEqual([]);
    },
  );

  it.each([
    ['a', 'a/b'],
    ['a/b', 'a'],
    ['\u00e9.bin', 'e\u0301.bin'],
  ])('U7: refuses beside %j the file %j', async (first, second) => {
    await stage(first);
    await expect(stage(second)).rejects.toMatchObject({ code: 'INVALID_PATH' });
    await stage(first);
    expect(await spooled()).toHaveLength(1);
  });

  it('keeps nothing of a stream that breaks', async () => {
    const broken = new Readable({
      read() {
        this.push(Buffer.alloc(1000));
        this.destroy(new Error('gone'));
      },
    });
    await expect(
      test.uploads.stage({
        modelRef: REF,
        version: '1.0.0',
        path: 'model.safetensors',
        stream: broken,
        by,
        signal: signal(),
      }),
    ).rejects.toMatchObject({ code: 'STREAM_FAILED' });
    expect(await spooled()).toEqual([]);
  });

  it('removes what nobody added to for a day', async () => {
    await stage('model.safetensors');
    test.clock.now = new Date(test.clock.now.getTime() + 25 * 3_600_000);
    await test.settlement.settle();
    expect(await spooled()).toEqual([]);
    await expect(complete()).rejects.toMatchObject({
      code: 'STAGING_INCOMPLETE',
    });
  });

  it('R1: refuses a file for a set whose other files lie with another replica; closing may reach any', async () => {
    await stage('model.safetensors');
    const elsewhere = new ModelUploads({
      staging: test.stores.stagings,
      spool: new Spool(join(test.root, 'spool'), test.config.limits),
      limits: test.config.limits,
    });
    const file = {
      modelRef: REF,
      version: '1.0.0',
      path: 'card.md',
      by,
      signal: signal(),
    };
    const stream = Readable.from(['# Card']);
    await expect(elsewhere.stage({ ...file, stream })).rejects.toMatchObject({
      code: 'STAGING_ELSEWHERE',
    });
    // before a byte of it is read
    expect(stream.readableDidRead).toBe(false);
    const entity = anEntity();
    const { stagingId } = await elsewhere.complete({
      modelRef: REF,
      version: '1.0.0',
      entity,
      by,
    });
    expect(await ingest(entity, stagingId)).toMatchObject({
      state: 'succeeded',
    });
    // the next version, an empty set, goes to whoever gets its first file
    await test.stores.stagings.openStaging(
      { modelRef: REF, version: '2.0.0', createdBy: by },
      await test.spool.id(),
    );
    await elsewhere.stage({
      ...file,
      version: '2.0.0',
      stream: Readable.from(['# Card']),
    });
  });

  it.each(['cancelled while queued', 'ended by SQL', 'gone with its rows'])(
    'R2: an upload that is %s leaves no byte and no row',
    async end => {
      await stage('model.safetensors');
      const entity = anEntity();
      const { stagingId } = await complete(entity);
      const id = await test.requests.request({
        entity,
        trigger: 'upload',
        requestedBy: by,
        stagingId,
      });
      await test.settlement.settle();
      expect(await spooled()).toHaveLength(1);
      if (end === 'cancelled while queued') {
        await test.stores.ingestions.cancel(id, by);
      } else if (end === 'ended by SQL') {
        await knex('ingestions').where({ id }).update({ state: 'failed' });
      } else {
        await knex('ingestions').where({ id }).delete();
      }
      await test.settlement.settle();
      expect(await spooled()).toEqual([]);
      expect(await knex('staged_uploads')).toEqual([]);
      expect(await knex('staged_files')).toEqual([]);
    },
  );

  it('R2: what a caller has sent already counts against the caller’s part of the spool', async () => {
    test.config.limits.callerSpoolBytes = BYTES.length + 10;
    await stage('model.safetensors');
    await expect(stage('b.safetensors')).rejects.toMatchObject({
      code: 'NO_SPACE',
    });
    expect(await spooled()).toHaveLength(1);
  });

  it('R1: a replica takes what waits from before spools had names, if the bytes are its own', async () => {
    await stage('model.safetensors');
    const entity = anEntity();
    const { stagingId } = await complete(entity);
    const id = await test.requests.request({
      entity,
      trigger: 'upload',
      requestedBy: by,
      stagingId,
    });
    await knex('staged_uploads').update({ spool: 'unknown' });
    await knex('ingestions').update({ lane: `disk|unknown||${by}` });
    expect(await test.queue.drain()).toBe(0);
    await test.settlement.settle();
    expect(await test.queue.drain()).toBe(1);
    expect(await test.stores.ingestions.get(id)).toMatchObject({
      state: 'succeeded',
    });
  });

  it('says when the bytes of an upload are gone', async () => {
    await stage('model.safetensors');
    const entity = anEntity();
    const { stagingId } = await complete(entity);
    const [name] = await spooled();
    await rm(join(test.config.spoolDirectory, 'uploaded', name));
    expect(await ingest(entity, stagingId)).toMatchObject({
      state: 'refused',
      problems: [{ code: 'SPOOL_LOST', field: 'model.safetensors' }],
    });
  });

  describe('multipart', () => {
    const manifest = stringify(anEntity());
    const receive = (parts: [string, string | Uint8Array, string?][]) =>
      test.uploads.receive({ ...multipart(parts), by, signal: signal() });

    it.each([
      ['model first', ['model', 'manifest']],
      ['manifest first', ['manifest', 'model']],
    ])('brings a model in, %s', async (_order, order) => {
      const parts: Record<string, [string, string | Uint8Array, string?]> = {
        model: ['model', BYTES, 'C:\\dir\\any name.bin'],
        manifest: ['manifest', manifest],
      };
      const { stagingId, entity } = await receive(
        order.map(name => parts[name]),
      );
      expect(await ingest(entity, stagingId)).toMatchObject({
        state: 'succeeded',
      });
    });

    it('takes the manifest as a file, and the name of the model from its file', async () => {
      const { stagingId } = await receive([
        [
          'manifest',
          stringify(anEntity({ spec: { artifacts: [] } })),
          'm.yaml',
        ],
        ['model', BYTES, 'weights.safetensors'],
      ]);
      expect(await test.stores.stagings.listFiles(stagingId)).toMatchObject([
        { path: 'weights.safetensors' },
      ]);
    });

    it.each([
      ['no manifest', [['model', BYTES, 'm']]],
      ['no model', [['manifest', manifest]]],
      [
        'a part too many',
        [
          ['model', BYTES, 'm'],
          ['manifest', manifest],
          ['more', BYTES, 'm'],
        ],
      ],
      [
        'two models',
        [
          ['model', BYTES, 'm'],
          ['model', BYTES, 'm'],
          ['manifest', manifest],
        ],
      ],
    ] as [string, [string, string | Uint8Array, string?][]][])(
      'refuses a body with %s, and keeps nothing of it',
      async (_what, parts) => {
        await expect(receive(parts)).rejects.toMatchObject({
          code: 'INVALID_MULTIPART',
        });
        expect(await spooled()).toEqual([]);
      },
    );

    it.each([
      ['not YAML', 'a: [', 'MALFORMED'],
      ['nested without end', '['.repeat(100_000), 'TOO_DEEP'],
      [
        'of keys without end',
        Array.from({ length: 20_000 }, (_, i) => `k${i}: v`).join('\n'),
        'TOO_MANY_KEYS',
      ],
    ])(
      'refuses a manifest that is %s, and keeps nothing of its body',
      async (_what, text, code) => {
        const parts: [string, string | Uint8Array, string?][] = [
          ['model', BYTES, 'm'],
          ['manifest', text],
        ];
        await expect(receive(parts)).rejects.toMatchObject({ code });
        expect(await spooled()).toEqual([]);
      },
    );

    it('refuses a body that ends too early', async () => {
      const { contentType, stream } = multipart([
        ['model', BYTES, 'm'],
        ['manifest', manifest],
      ]);
      const body = Buffer.concat(await stream.toArray());
      await expect(
        test.uploads.receive({
          contentType,
          stream: Readable.from([body.subarray(0, 200)]),
          by,
          signal: signal(),
        }),
      ).rejects.toMatchObject({ code: 'STREAM_FAILED' });
      expect(await spooled()).toEqual([]);
    });

    it('refuses what is no multipart body', async () => {
      await expect(
        test.uploads.receive({
          contentType: 'application/json',
          stream: Readable.from(['{}']),
          by,
          signal: signal(),
        }),
      ).rejects.toMatchObject({ code: 'INVALID_MULTIPART' });
    });
  });
});

function multipart(parts: [string, string | Uint8Array, string?][]) {
  const boundary = 'xBOUNDARYx';
  const body = parts.flatMap(([name, content, fileName]) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
        fileName ? `; filename="${fileName}"` : ''
      }\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    stream: Readable.from([...body, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
