import { readdir, stat } from 'node:fs/promises';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import makeKnex, { Knex } from 'knex';
import request from 'supertest';
import { createStores } from '../store/createStores';
import { aMeasurement } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { anEntity } from './__testUtils__/anEntity';
import { aSafetensors } from './__testUtils__/aSafetensors';
import {
  ADMIN,
  ALICE,
  BOB,
  ownerPolicy,
  READER,
} from './__testUtils__/ownerPolicy';
import {
  BASE,
  RunningRegistry,
  startRegistry,
} from './__testUtils__/startRegistry';

const MODEL = '/models/default/lora';
const V1 = `${MODEL}/versions/1.0.0`;

eachDatabase('administration', (init, engine) => {
  const spool = createMockDirectory();
  const backups = createMockDirectory();
  let knex: Knex;
  let registry: RunningRegistry;

  beforeEach(async () => {
    knex = await init();
    registry = await startRegistry({
      knex,
      spoolDirectory: spool.path,
      config: { backup: { directory: backups.path } },
      features: [ownerPolicy()],
    });
    const { call } = registry;
    const entity = anEntity();
    await call('put', `${V1}/artifacts/lora.safetensors`, {
      bytes: aSafetensors(),
      as: ALICE,
    });
    const { body } = await call('post', V1, { body: { entity }, as: ALICE });
    await registry.settled(body.ingestionId, ALICE);
  });
  afterEach(() => registry.stop());

  const get = (path: string, as = ADMIN) => registry.call('get', path, { as });
  const post = (path: string, body: unknown, as = ADMIN) =>
    registry.call('post', path, { as, body });
  const ended = async (id: string) => {
    for (;;) {
      const { body } = await get(`/admin/jobs/${id}`);
      if (body.state !== 'running') {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  };
  const run = async (kind: string) => {
    const started = await post('/admin/jobs', { kind });
    expect([started.status, started.body.kind]).toEqual([202, kind]);
    return ended(started.body.id);
  };
  const documentOf = async (mediaType: string): Promise<string> => {
    const row = await knex('documents')
      .where('media_type', 'like', `%${mediaType}%`)
      .first('digest');
    return row.digest;
  };

  it('O1: nobody but an administrator may, and nothing of what others send is looked at', async () => {
    const digest = await documentOf('spdx');
    const routes = [
      ['get', '/admin/status'],
      ['get', '/admin/jobs'],
      ['get', '/admin/jobs/job-1'],
      ['post', '/admin/jobs'],
      ['post', `/admin/documents/${digest}/erasure`],
    ] as const;
    const { server } = registry;
    const statusOf = async (
      [method, path]: (typeof routes)[number],
      token: string,
    ) => {
      const pending = request(server)
        [method](`${BASE}${path}`)
        .set('Authorization', token);
      const { status } = await (method === 'post'
        ? pending.set('Content-Type', 'application/json').send('no JSON {')
        : pending);
      return status;
    };
    const tokens = [READER, BOB, ALICE, ADMIN].map(user =>
      mockCredentials.user.header(user),
    );
    for (const route of routes) {
      const statuses: number[] = [];
      for (const token of [mockCredentials.none.header(), ...tokens]) {
        statuses.push(await statusOf(route, token));
      }
      const [method, path] = route;
      const found = path.endsWith('job-1') ? 404 : 200;
      expect([path, ...statuses]).toEqual([
        path,
        401,
        403,
        403,
        403,
        method === 'post' ? 400 : found,
      ]);
    }
    expect((await get('/admin/jobs')).body.items).toEqual([]);
  });

  it('O1: a rebuild, a verification and a retention are started, asked for and kept for every replica', async () => {
    await knex('models').update({ owner: 'group:default/finance' });
    const found = await run('verify');
    expect(found).toMatchObject({
      state: 'succeeded',
      requestedBy: ADMIN,
      result: { ok: false, problem: { kind: 'PROJECTION_MISMATCH' } },
    });
    expect(await run('rebuild')).toMatchObject({
      state: 'succeeded',
      result: { models: 1 },
    });
    const { id } = await run('verify');
    expect(await run('retention')).toMatchObject({
      state: 'succeeded',
      result: { ingestions: 0, documents: 0 },
    });
    const status = await get('/admin/status');
    expect(status.body).toMatchObject({
      running: null,
      verification: {
        ok: true,
        covered: ['chain', 'documents', 'projections'],
      },
      readiness: { ready: true, reasons: [] },
    });
    expect(
      status.body.newest.map(({ kind }: { kind: string }) => kind),
    ).toEqual(['rebuild', 'verify', 'retention']);
    // another replica, or this one after a restart
    const other = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    expect(await other.jobs.get(id)).toMatchObject({ result: { ok: true } });
    const list = await get('/admin/jobs?kind=verify');
    expect(list.body.items).toHaveLength(2);
  });

  it('O1: one job runs at a time, and one whose process died is said to have', async () => {
    const { jobs } = registry.stores;
    const running = await jobs.start('verify', ADMIN, 60_000);
    const refused = await post('/admin/jobs', { kind: 'rebuild' });
    expect([refused.status, refused.body.error.code]).toEqual([
      409,
      'JOB_RUNNING',
    ]);
    expect(refused.body.error.message).toContain(running.id);
    expect((await get('/admin/status')).body.running).toMatchObject({
      id: running.id,
    });
    await knex('admin_jobs').update({
      lease_until: '2026-01-01T00:00:00.000Z',
    });
    expect((await get(`/admin/jobs/${running.id}`)).body).toMatchObject({
      state: 'failed',
      error: { code: 'WORKER_DIED' },
    });
    expect(await jobs.end(running.id, { state: 'succeeded', result: {} })).toBe(
      false,
    );
    expect(await run('rebuild')).toMatchObject({ state: 'succeeded' });
  });

  const refusesToCopy = async () => {
    expect(await run('backup')).toMatchObject({
      state: 'failed',
      error: { code: 'BACKUP_NOT_SUPPORTED' },
    });
  };

  const copies = async () => {
    const write = async () => {
      for (let n = 0; n < 20; n += 1) {
        await registry.stores.models.execute(
          aMeasurement({ version: '1.0.0', metric: `m${n}` }),
          { by: ADMIN },
        );
      }
    };
    const [job] = await Promise.all([run('backup'), write()]);
    expect(job).toMatchObject({ state: 'succeeded' });
    const { position, headHash } = job.result;
    expect(await readdir(backups.path)).toEqual([job.result.file]);
    const { size, mode } = await stat(`${backups.path}/${job.result.file}`);
    expect([size, mode % 0o1000]).toEqual([job.result.bytes, 0o600]);
    const copy = makeKnex({
      client: 'better-sqlite3',
      connection: { filename: `${backups.path}/${job.result.file}` },
      useNullAsDefault: true,
    });
    const { models, jobs } = await createStores({
      database: copy,
      logger: mockServices.logger.mock(),
    });
    expect(await models.verify()).toMatchObject({
      ok: true,
      position,
      headHash,
    });
    // what made the copy does not run in it
    expect(await jobs.list({ limit: 9 })).toEqual([]);
    await copy.destroy();
  };

  it('O1: an embedded database is copied consistently, PostgreSQL with its own tool', async () => {
    await (engine === 'SQLITE_3' ? copies() : refusesToCopy());
    expect(await registry.stores.models.verify()).toMatchObject({ ok: true });
  });

  it('O1: a copy that has no folder says so', async () => {
    await registry.stop();
    registry = await startRegistry({
      knex,
      spoolDirectory: spool.path,
      features: [ownerPolicy()],
    });
    expect(await run('backup')).toMatchObject({
      state: 'failed',
      error: { code: 'BACKUP_NOT_CONFIGURED' },
    });
  });

  if (engine === 'SQLITE_3') {
    it('O1: a folder for copies that is gone is not made anew: a disk may not be mounted', async () => {
      await registry.stop();
      const directory = `${backups.path}/unmounted`;
      registry = await startRegistry({
        knex,
        spoolDirectory: spool.path,
        features: [ownerPolicy()],
        config: { backup: { directory } },
      });
      expect(await run('backup')).toMatchObject({
        state: 'failed',
        error: { code: 'BACKUP_NO_FOLDER' },
      });
      await expect(stat(directory)).rejects.toThrow('ENOENT');
    });
  }

  it('O1: what was erased answers 410 with when and why, and nothing that rested on it is good', async () => {
    const digest = await documentOf('spdx');
    const before = await get(V1);
    expect(before.body.trust.sbom.level).toBe('measured');
    const erasure = `/admin/documents/${digest}/erasure`;
    expect((await get(erasure)).body).toMatchObject({
      mediaType: 'application/spdx+json',
      models: 1,
      notErased: expect.arrayContaining([
        expect.objectContaining({ section: 'events' }),
      ]),
    });
    const shared = await post(erasure, { reason: 'no', models: 2 });
    expect([shared.status, shared.body.error.code]).toEqual([
      409,
      'SHARED_DOCUMENT',
    ]);
    const erased = await post(erasure, { reason: 'it named a person' });
    expect(erased.body).toMatchObject({ document: digest, models: 1 });
    for (const path of [`/documents/${digest}`, `${V1}/sbom`]) {
      const gone = await get(path);
      expect([gone.status, gone.body.error.code]).toEqual([
        410,
        'DOCUMENT_ERASED',
      ]);
      expect(gone.body.error.message).toMatch(
        /erased on \d{4}-.* because: it named a person/,
      );
    }
    expect((await get(V1)).body.trust.sbom).toMatchObject({
      word: 'unknown',
      level: 'unknown',
      concern: 'attention',
      reason: expect.stringContaining('it named a person'),
    });
    const assessment = await get(`${V1}/assessment`);
    expect(JSON.stringify(assessment.body.requirements)).not.toContain(digest);
    expect(await run('verify')).toMatchObject({ result: { ok: true } });
    const again = await post(`/admin/documents/${digest}/erasure`, {
      reason: 'once more',
    });
    expect(again.status).toBe(410);
  });

  it('H1: every page that rests on an edited document says unknown with the reason, none is green', async () => {
    const all: { digest: string; media_type: string }[] = await knex(
      'documents',
    ).select('digest', 'media_type');
    for (const { digest } of all) {
      await knex('documents')
        .where({ digest })
        .update({ bytes: Buffer.from('{"status":"clean","findings":[]}') });
    }
    for (const { digest, media_type } of all) {
      const { status, body } = await get(`/documents/${digest}`);
      expect([media_type, status, body.error?.code]).toEqual([
        media_type,
        500,
        'DOCUMENT_ALTERED',
      ]);
    }
    const version = await get(V1);
    expect(version.status).toBe(200);
    for (const fact of ['scan', 'sbom']) {
      expect([fact, version.body.trust[fact].level]).toEqual([fact, 'unknown']);
      expect(version.body.trust[fact].reason).toMatch(/not what was recorded/);
    }
    expect(version.body.entity).toBeNull();
    expect(version.body.artifacts[0].inspection.truncated).toContain(
      'findings',
    );
    expect((await get(MODEL)).body.entity).toBeNull();
    const list = await get('/models');
    expect(list.body.items[0]).not.toHaveProperty('intendedUse');
    for (const path of [
      `${V1}/sbom`,
      `${V1}/artifacts/lora.safetensors/tensors`,
      `${V1}/artifacts/lora.safetensors/tensors/sizes`,
    ]) {
      const { status, body } = await get(path);
      expect([path, status, body.error?.code]).toEqual([
        path,
        500,
        'DOCUMENT_ALTERED',
      ]);
    }
    const metrics = await get('/metrics');
    expect(metrics.text).toMatch(/ml_models_altered_documents_total [1-9]/);
    const events = await get(`${MODEL}/events?verify=true`);
    expect(events.body.verification).toMatchObject({
      ok: false,
      covered: ['chain', 'documents', 'projections'],
    });
    const reader = await get(`${MODEL}/events?verify=true`, READER);
    expect(reader.body.verification).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('may verify') },
    });
    expect(reader.body.verification).not.toHaveProperty('problems');
  });

  it('what a look at the history found is the last verification, for everybody', async () => {
    await run('verify');
    await knex('events').where({ position: 2 }).update({ actor: 'user:x/y' });
    const { body } = await get(`${MODEL}/events?verify=true`);
    expect(body.verification).toMatchObject({
      ok: false,
      problem: { kind: 'EDITED', position: 2 },
      verifiedAt: expect.any(String),
    });
    const status = await get('/admin/status');
    expect(status.body.verification).toEqual(body.verification);
    expect((await get('/metrics')).text).toMatch(
      /^ml_models_last_verification_ok 0$/m,
    );
    const reader = await get(`${MODEL}/events?verify=true`, READER);
    const { verifiedAt, problemCount } = body.verification;
    expect(reader.body.verification).toMatchObject({
      ok: false,
      verifiedAt,
      problemCount,
    });
    const { body: list } = await get('/admin/jobs?kind=verify');
    expect(list.items).toMatchObject([{ requestedBy: ADMIN }, {}]);
  });

  it('who asks while a verification runs in another replica waits for its result', async () => {
    const { jobs, models } = registry.stores;
    const { id } = await jobs.start('verify', 'schedule', 60_000);
    const asked = get(`${MODEL}/events?verify=true`);
    const result = { ...(await models.verify()), position: 4711 };
    await jobs.end(id, { state: 'succeeded', result });
    expect((await asked).body.verification.position).toBe(4711);
    await jobs.start('backup', ADMIN, 60_000);
    const refused = await get(`${MODEL}/events?verify=true`);
    expect([refused.status, refused.body.error.code]).toEqual([
      409,
      'JOB_RUNNING',
    ]);
  });

  it('an event that was altered is a 500 with its code and position, and is counted', async () => {
    await knex('events').where({ position: 2 }).update({ payload: '{}' });
    for (const path of [`${MODEL}/events`, `${MODEL}?asOf=3`, `${V1}/drift`]) {
      const { status, body } = await get(path);
      expect([path, status, body.error.code]).toEqual([
        path,
        500,
        'EVENT_ALTERED',
      ]);
      expect(body.error.message).toContain('event 2 ');
    }
    expect(await run('rebuild')).toMatchObject({
      state: 'failed',
      error: {
        code: 'EVENT_ALTERED',
        message: expect.stringContaining('event 2 '),
      },
    });
    expect((await get('/metrics')).text).toMatch(
      /^ml_models_altered_events_total 4$/m,
    );
  });

  it('O1: readiness tells a stranger a word and no more, and metrics what operators watch', async () => {
    const ask = () =>
      request(registry.server)
        .get(`${BASE}/readiness`)
        .set('Authorization', mockCredentials.none.header());
    const fine = await ask();
    expect([fine.status, fine.body]).toEqual([
      200,
      { ready: true, reasons: [] },
    ]);
    const metrics = await get('/metrics');
    for (const series of [
      'ml_models_queue_depth{state="queued"} 0',
      'ml_models_queue_oldest_seconds 0',
      'ml_models_spool_limit_bytes 137438953472',
      'ml_models_request_duration_seconds_count{route="artifact"}',
      'ml_models_database_duration_seconds_count{operation="insert"}',
    ]) {
      expect(metrics.text).toContain(series);
    }
    expect(metrics.text).not.toMatch(/^ml_models_last_verification_ok /m);
    await run('verify');
    expect((await get('/metrics')).text).toMatch(
      /^ml_models_last_verification_ok 1$/m,
    );
  });
});
