import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { createStores, Stores } from './createStores';
import { isSqlite } from './openDatabase';
import { retryLost } from './retryLost';
import { aRegistration, givingDocuments } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';
const request = {
  modelRef: 'mlmodel:default/lora',
  trigger: 'api' as const,
  requestedBy: by,
  entity: '{}',
  entityDigest: 'sha256:1',
};
const cut = () =>
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('retryLost', () => {
  it.each([
    ['57P01', 'terminating connection due to administrator command'],
    ['57P03', 'the database system is starting up'],
    ['ECONNREFUSED', 'connect ECONNREFUSED'],
    [undefined, 'Connection terminated unexpectedly'],
    [undefined, 'Knex: Timeout acquiring a connection. The pool is full'],
  ])('R5: tries again after %s %s', async (code, message) => {
    const work = jest
      .fn()
      .mockRejectedValueOnce(Object.assign(new Error(message), { code }))
      .mockResolvedValue('done');
    expect(await retryLost(work)).toBe('done');
    expect(work.mock.calls).toEqual([[1], [2]]);
  });

  it('does not try what may have come through, nor what is wrong itself', async () => {
    const unsafe = jest.fn().mockRejectedValue(cut());
    await expect(retryLost(unsafe, () => false)).rejects.toThrow('ECONNRESET');
    const wrong = jest.fn().mockRejectedValue(new TypeError('a bug'));
    await expect(retryLost(wrong)).rejects.toThrow('a bug');
    expect([unsafe.mock.calls.length, wrong.mock.calls.length]).toEqual([1, 1]);
  });
});

eachDatabase('a database whose connection is cut', init => {
  let knex: Knex;
  let stores: Stores;
  let losesNextAnswer: boolean;

  beforeEach(async () => {
    knex = await init();
    losesNextAnswer = false;
    stores = await createStores({
      database: new Proxy(knex, {
        get: (target, name) =>
          name === 'transaction' ? transaction : Reflect.get(target, name),
      }),
      logger: mockServices.logger.mock(),
    });
  });

  /** Commits, and may then lose the answer. */
  async function transaction(
    work: (trx: Knex.Transaction) => Promise<unknown>,
  ) {
    const result = await knex.transaction(work);
    if (losesNextAnswer) {
      losesNextAnswer = false;
      throw cut();
    }
    return result;
  }

  const loseNextAnswer = () => {
    losesNextAnswer = true;
  };

  const claim = () =>
    stores.ingestions.claim('w', {
      kind: 'disk',
      spool: 'mine',
      isBusy: () => false,
    });

  it('R5: a commit whose answer was lost is recognised by its claim, and nothing is recorded twice', async () => {
    const id = await stores.ingestions.enqueue(request);
    const claimed = await claim();
    loseNextAnswer();
    const heard: number[] = [];
    stores.models.onCommit(position => heard.push(position));
    const { state } = await givingDocuments(stores.models).execute(
      aRegistration(),
      {
        by,
        fence: { ingestionId: id, token: claimed?.token ?? 0 },
      },
    );
    expect(state.versions).toHaveLength(1);
    const head = await stores.models.head();
    expect(heard).toEqual([head.position]);
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'succeeded',
    });
    expect(await stores.models.verify()).toMatchObject({ ok: true });
  });

  it('R5: an unfenced commit whose answer was lost is not said again', async () => {
    loseNextAnswer();
    await expect(
      stores.models.execute(aRegistration(), { by }),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
    const before = await stores.models.head();
    expect(before.position).toBeGreaterThan(0);
  });

  it('R5: a set that was closed with a lost answer has one ingestion', async () => {
    const { id: stagingId } = await stores.stagings.openStaging(
      { modelRef: request.modelRef, version: '1', createdBy: by },
      'mine',
    );
    loseNextAnswer();
    const id = await stores.ingestions.enqueue({ ...request, stagingId });
    const { items } = await stores.ingestions.list({}, { limit: 9 });
    expect(items).toMatchObject([{ id, state: 'queued' }]);
  });

  it('R5: a claim whose answer was lost is found, and its row waits for no death', async () => {
    const id = await stores.ingestions.enqueue(request);
    let isLost = false;
    knex.on('query-response', (_rows, { sql }) => {
      if (!isLost && sql.startsWith('update') && sql.includes('claimed_by')) {
        isLost = true;
        throw cut();
      }
    });
    expect(await claim()).toMatchObject({ id, attempts: 1 });
    expect(isLost).toBe(true);
  });

  it('R5: every connection of the pool is cut between two statements, and nobody notices', async () => {
    const id = await stores.ingestions.enqueue(request);
    const claimed = await claim();
    if (!isSqlite(knex)) {
      const admin = createKnex(knex.client.config);
      await admin.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await admin.destroy();
    }
    const token = claimed?.token ?? 0;
    const progress = { step: 'hash', bytes: 1, total: null };
    expect(await stores.ingestions.heartbeat(id, token, progress)).toBe('ok');
    await stores.models.execute(aRegistration(), {
      by,
      fence: { ingestionId: id, token },
    });
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'succeeded',
    });
  });
});
