import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import type { ModelState } from '../../domain/ModelState';
import { problemsOf } from '../../domain/problems/problemsOf';
import { assessmentView, trustView } from '../../domain/views';
import { eachDatabase } from '../../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from '../__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from '../__testUtils__/testIngestion';

const REF = 'mlmodel:default/scorer';
const FILE = 'model.safetensors';
/** Two chunks of 8 MiB and a bit. */
const ROWS = 1_100_000;

const context = {
  at: '2026-03-01T12:00:00.000Z',
  policy: DEFAULT_GOVERNANCE_POLICY,
};

eachDatabase('a registered version whose source is read again', init => {
  let test: TestIngestion;
  const bytes = aSafetensorsFile({ rows: ROWS });
  const flipped = Buffer.from(bytes);
  flipped[bytes.length - 1] += 1;
  const sha256 = (of: Uint8Array) =>
    `sha256:${createHash('sha256').update(of).digest('hex')}`;

  beforeEach(async () => {
    test = await testIngestion(await init());
    await test.write(FILE, bytes);
    test.entities.push(
      anEntity({
        location: `file:${test.root}/catalog-info.yaml`,
        spec: { artifacts: [{ path: FILE, digest: sha256(bytes) }] },
      }),
    );
    await test.run();
  });

  afterEach(() => test.close());

  /** What the button and `POST …/ingestions` do. */
  async function checkAgain() {
    await test.requests.request({
      entity: test.entities[0],
      trigger: 'api',
      requestedBy: 'user:default/ada',
    });
    await test.queue.drain();
    const { items } = await test.stores.ingestions.list(
      { modelRef: REF, latest: true },
      { limit: 1 },
    );
    return items[0];
  }

  async function model(): Promise<ModelState> {
    const found = await test.stores.models.findModel({ modelRef: REF });
    if (!found) {
      throw new Error('not registered');
    }
    return found;
  }

  async function events(type: string) {
    const { id } = await model();
    const { items } = await test.stores.models.listEvents(id, {
      after: 0,
      limit: 100,
      order: 'asc',
    });
    return items.filter(event => event.type === type);
  }

  const integrity = (state: ModelState) =>
    assessmentView(state, state.versions[0], context, null).requirements.find(
      ({ id }) => id === 'integrity',
    );
  const bytesOf = (state: ModelState) =>
    trustView(state, state.versions[0], context).bytes;

  it('P3: fails when a byte was flipped, and holds again when it is back', async () => {
    expect(integrity(await model())).toMatchObject({
      state: 'met',
      level: 'measured',
    });
    await test.write(FILE, flipped);
    const refused = await checkAgain();

    expect(refused).toMatchObject({
      state: 'refused',
      problems: [{ code: 'DIGEST_MISMATCH' }],
      checks: expect.arrayContaining([
        expect.objectContaining({ id: 'source', outcome: 'failed' }),
      ]),
    });
    expect((await events('IntegrityFailed')).map(({ data }) => data)).toEqual([
      expect.objectContaining({
        version: '1.0.0',
        layer: 'file',
        path: FILE,
        digest: sha256(bytes),
        found: sha256(flipped),
        first_bad_chunk: 2,
      }),
    ]);
    const failed = await model();
    expect(bytesOf(failed)).toMatchObject({ word: 'changed', concern: 'bad' });
    expect(integrity(failed)?.state).toBe('gap');
    expect(problemsOf(failed)[0]).toMatchObject({
      id: 'problem.integrity',
      concern: 'bad',
      version: '1.0.0',
      cure: { action: 'check-again' },
    });

    await checkAgain();
    expect(await events('IntegrityFailed')).toHaveLength(1);

    await test.write(FILE, bytes);
    expect(await checkAgain()).toMatchObject({
      state: 'succeeded',
      checks: expect.arrayContaining([
        expect.objectContaining({ id: 'source', outcome: 'passed' }),
      ]),
    });
    expect(await events('IntegrityVerified')).toHaveLength(1);
    const whole = await model();
    expect(bytesOf(whole).concern).toBe('none');
    expect(integrity(whole)?.state).toBe('met');
    expect(problemsOf(whole)).toEqual([]);
  });

  it('P3: fails without a declared digest too', async () => {
    test.entities[0] = anEntity({
      location: `file:${test.root}/catalog-info.yaml`,
    });
    await test.run();
    await test.write(FILE, flipped);
    expect((await checkAgain()).problems).toMatchObject([
      { code: 'VERSION_CONFLICT' },
    ]);
    expect((await model()).versions[0].integrityFailed).toMatchObject({
      path: FILE,
      found: sha256(flipped),
    });
  });

  it('P3: is not failed by other bytes that somebody uploads', async () => {
    const file = await test.write('elsewhere/other.safetensors', flipped);
    const about = { modelRef: REF, version: '1.0.0' };
    await test.uploads.stage({
      ...about,
      path: FILE,
      stream: createReadStream(file),
      by: 'user:default/bob',
      signal: new AbortController().signal,
    });
    const entity = anEntity({ spec: { artifacts: [{ path: FILE }] } });
    const { stagingId } = await test.uploads.complete({
      ...about,
      entity,
      by: 'user:default/bob',
    });
    await test.requests.request({
      entity,
      trigger: 'upload',
      requestedBy: 'user:default/bob',
      stagingId,
    });
    await test.queue.drain();
    expect(test.observed.outcomes.at(-1)).toBe('refused');
    expect((await model()).versions[0].integrityFailed).toBeUndefined();
  });

  it('B6: is not failed, nor made whole, by a file elsewhere with the same paths', async () => {
    const declared = (folder: string, owner: string, digest: string) =>
      anEntity({
        location: `file:${test.root}${folder}/catalog-info.yaml`,
        spec: { owner, artifacts: [{ path: FILE, digest }] },
      });
    const [own] = test.entities;
    await test.write(`elsewhere/${FILE}`, flipped);
    for (const owner of ['team-b', 'team-a']) {
      test.entities[0] = declared('/elsewhere', owner, sha256(flipped));
      await test.run();
    }
    expect(await events('IntegrityFailed')).toEqual([]);

    test.entities[0] = own;
    await test.write(FILE, flipped);
    await checkAgain();
    expect(await events('IntegrityFailed')).toHaveLength(1);
    await test.write(`elsewhere/${FILE}`, bytes);
    for (const owner of ['team-b', 'team-a']) {
      test.entities[0] = declared('/elsewhere', owner, sha256(bytes));
      await test.run();
    }
    expect(await events('IntegrityVerified')).toEqual([]);
    expect((await model()).owner).toBe('group:default/team-a');
  });

  it('P4: is tried again with growing waits, only once the file is another one', async () => {
    await test.write(FILE, flipped);
    await checkAgain();
    const pass = (ms: number) => {
      test.clock.now = new Date(test.clock.now.getTime() + ms);
    };
    const round = () => test.reconciler.reconcile(new AbortController().signal);

    pass(61_000);
    // never looked at before: one try, which reads no byte again
    expect(await round()).toBe(1);
    await test.queue.drain();
    pass(3_600_000);
    expect(await round()).toBe(0);

    await test.write(FILE, bytes);
    expect(await round()).toBe(1);
    await test.queue.drain();
    expect(test.observed.outcomes.at(-1)).toBe('succeeded');
    expect(problemsOf(await model())).toEqual([]);
    const { items } = await test.stores.ingestions.list(
      { state: 'refused', latest: true },
      { limit: 10 },
    );
    expect(items).toEqual([]);
  });

  it('P4: a refused attempt says that its model is registered', async () => {
    await test.write(FILE, flipped);
    expect(await checkAgain()).toMatchObject({
      state: 'refused',
      registered: true,
    });
    test.entities[0] = anEntity({
      name: 'newcomer',
      location: `file:${test.root}/catalog-info.yaml`,
      spec: { license: undefined },
    });
    await test.run();
    const { items } = await test.stores.ingestions.list(
      { modelRef: 'mlmodel:default/newcomer' },
      { limit: 1 },
    );
    expect(items).toMatchObject([{ state: 'refused', registered: false }]);
  });
});
