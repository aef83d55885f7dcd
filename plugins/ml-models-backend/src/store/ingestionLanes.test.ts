import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { createStores, Stores } from './createStores';
import type { Claim, IngestionRequest } from './IngestionStore';
import { isSqlite } from './openDatabase';
import { aDocument } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const ada = 'user:default/ada';
const HOUR = 3_600_000;

function aRequest(
  name: string,
  changes: Partial<IngestionRequest> = {},
): IngestionRequest {
  return {
    modelRef: `mlmodel:default/${name}`,
    trigger: 'api',
    requestedBy: ada,
    entity: '{}',
    entityDigest: aDocument(name).reference.digest,
    ...changes,
  };
}

const can = (changes: Partial<Claim> = {}): Omit<Claim, 'key'> => ({
  kind: 'disk',
  spool: 'mine',
  isBusy: () => false,
  ...changes,
});

eachDatabase('the lanes of the queue', init => {
  let knex: Knex;
  let stores: Stores;
  let now: Date;

  const open = (options: { newId?: () => string } = {}) =>
    createStores({
      database: knex,
      logger: mockServices.logger.mock(),
      clock: () => now,
      ...options,
    });
  const later = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };

  beforeEach(async () => {
    knex = await init();
    now = new Date('2026-03-01T12:00:00.000Z');
    stores = await open();
  });

  /** An upload of one file that waits for the replica that has this spool. */
  async function upload(name: string, spool: string, by = ada) {
    const { id } = await stores.stagings.openStaging(
      { modelRef: `mlmodel:default/${name}`, version: '1', createdBy: by },
      spool,
    );
    const file = {
      path: 'm.onnx',
      size: '3',
      digest: aDocument(name).reference.digest,
      spoolPath: `/${spool}/${name}`,
    };
    await stores.stagings.addFile(id, file, spool);
    const stagingId = id;
    return stores.ingestions.enqueue(
      aRequest(name, { trigger: 'upload', requestedBy: by, stagingId }),
    );
  }

  it('R1: a replica does not claim an upload whose bytes lie with another', async () => {
    const { ingestions } = stores;
    const theirs = await upload('theirs', 'another');
    const mine = await upload('mine', 'mine');
    expect(await ingestions.claim('w', can())).toMatchObject({ id: mine });
    expect(await ingestions.claim('w', can())).toBeUndefined();
    expect(
      await ingestions.claim('w', can({ spool: 'another' })),
    ).toMatchObject({ id: theirs });
  });

  it('R1: an upload waits for a replica that is away, says so, and ends once nobody had its spool for an hour', async () => {
    const { ingestions, stagings } = stores;
    const limits = { awayMs: 180_000, lostMs: HOUR };
    await stagings.seen('another');
    const id = await upload('theirs', 'another');
    expect(await ingestions.endLostUploads(limits)).toBe(0);
    expect(await ingestions.get(id)).toMatchObject({
      progress: { step: 'queued' },
    });
    later(200_000);
    expect(await ingestions.endLostUploads(limits)).toBe(0);
    expect(await ingestions.get(id)).toMatchObject({
      state: 'queued',
      progress: { step: 'waits-for-replica' },
    });
    later(HOUR);
    expect(await ingestions.endLostUploads(limits)).toBe(1);
    expect(await ingestions.get(id)).toMatchObject({
      state: 'refused',
      problems: [{ code: 'SPOOL_LOST' }],
    });
    // whoever has another spool removes the rows, and no file of its own
    expect(
      await stagings.purge('mine', { idleMs: HOUR, lostMs: HOUR }),
    ).toEqual([]);
    expect(await knex('staged_files')).toEqual([]);
  });

  it('R2: every end of an upload frees its bytes, whoever wrote it', async () => {
    const { ingestions, stagings } = stores;
    const ages = { idleMs: 24 * HOUR, lostMs: HOUR };
    const ids = [];
    for (const name of ['cancelled', 'killed', 'by-sql', 'running', 'queued']) {
      ids.push(await upload(name, 'mine'));
    }
    await ingestions.cancel(ids[0], ada);
    await ingestions.claim('w', can());
    later(HOUR);
    await ingestions.reap({ staleMs: 1000, maxDeaths: 1, backoffMs: 0 });
    await knex('ingestions').where({ id: ids[2] }).update({ state: 'failed' });
    await ingestions.claim('w', can());
    expect((await stagings.purge('mine', ages)).sort()).toEqual([
      '/mine/by-sql',
      '/mine/cancelled',
      '/mine/killed',
    ]);
    expect((await stagings.heldPaths('mine')).sort()).toEqual([
      '/mine/queued',
      '/mine/running',
    ]);
  });

  it('R3: lanes take turns: one request waits for one of each other lane, not for all before it', async () => {
    const { ingestions } = stores;
    for (let n = 0; n < 4; n++) {
      await ingestions.enqueue(
        aRequest(`eve${n}`, { requestedBy: 'user:default/eve' }),
      );
    }
    await ingestions.enqueue(aRequest('ada'));
    await ingestions.enqueue(
      aRequest('zoe', { requestedBy: 'user:default/zoe' }),
    );
    const order: string[] = [];
    let after: string | undefined;
    for (let n = 0; n < 6; n++) {
      const claimed = await ingestions.claim('w', can({ after }));
      after = claimed?.lane;
      order.push(claimed?.modelRef.slice('mlmodel:default/'.length) ?? '');
    }
    expect(order).toEqual(['ada', 'eve0', 'zoe', 'eve1', 'eve2', 'eve3']);
  });

  it('R3: who waits for a network takes no place of those whose bytes lie here', async () => {
    const { ingestions } = stores;
    const far = await ingestions.enqueue(
      aRequest('far', { hosts: ['drip.example'] }),
    );
    const near = await ingestions.enqueue(aRequest('near'));
    expect(await ingestions.claim('w', can())).toMatchObject({ id: near });
    expect(await ingestions.claim('w', can())).toBeUndefined();
    const busy = can({
      kind: 'host',
      isBusy: ({ hosts }) => hosts.includes('drip.example'),
    });
    expect(await ingestions.claim('w', busy)).toBeUndefined();
    expect(await ingestions.claim('w', can({ kind: 'host' }))).toMatchObject({
      id: far,
    });
  });

  it('R3: a claim is found by the index of lanes, never by a look at all rows', async () => {
    await stores.ingestions.enqueue(aRequest('one'));
    const row = await knex('ingestions').first();
    const others = Array.from({ length: 2000 }, (_, n) => ({
      ...row,
      id: `ing-${n}`,
      active_key: `key-${n}`,
      sequence: 10 + n,
      lane: `disk|||user:default/many-${n % 7}`,
    }));
    await knex.batchInsert('ingestions', others, 25);
    await knex.raw('analyze');
    const asked: { sql: string; bindings: unknown[] }[] = [];
    knex.on('query', query => asked.push(query));
    await stores.ingestions.claim('w', can());
    const selects = asked.filter(({ sql }) => sql.startsWith('select'));
    expect(selects.length).toBeGreaterThan(1);
    for (const { sql, bindings } of selects) {
      const plan = await knex.raw(
        `explain ${isSqlite(knex) ? 'query plan ' : ''}${sql.replace(
          /\$\d+/g,
          '?',
        )}`,
        bindings as string[],
      );
      expect(JSON.stringify(plan.rows ?? plan)).toMatch(
        /ingestions_lane_index/,
      );
      expect(JSON.stringify(plan.rows ?? plan)).not.toMatch(
        /sort|temp b-tree/i,
      );
    }
  });

  it('R4: a death counts against the file that was read, with a pause that doubles, and no other file pays for it', async () => {
    const { ingestions } = stores;
    const limits = { staleMs: 1000, maxDeaths: 3, backoffMs: 10_000 };
    const id = await ingestions.enqueue(aRequest('m'));
    const die = async (file: string) => {
      const claimed = await ingestions.claim('w', can());
      const progress = { step: 'hash', file, bytes: 0, total: null };
      await ingestions.heartbeat(id, claimed?.token ?? 0, progress);
      later(2000);
      return ingestions.reap(limits);
    };
    await die('a');
    expect(await ingestions.claim('w', can())).toBeUndefined();
    later(10_000);
    await die('a');
    later(10_000);
    expect(await ingestions.claim('w', can())).toBeUndefined();
    later(10_000);
    // three deaths by now, but two files
    await die('b');
    later(10_000);
    expect(await ingestions.get(id)).toMatchObject({
      state: 'queued',
      progress: { step: 'waits-to-retry', file: 'b' },
    });
    await die('a');
    expect(await ingestions.get(id)).toMatchObject({
      state: 'failed',
      problems: [{ code: 'WORKER_DIED', field: 'a', params: { deaths: 3 } }],
    });
  });

  it('R5: closing a set and queueing its ingestion happen together or not at all', async () => {
    const { ingestions, stagings } = stores;
    const key = { modelRef: 'mlmodel:default/m', version: '1', createdBy: ada };
    const { id: stagingId } = await stagings.openStaging(key, 'mine');
    await knex.schema.renameTable('ingestions', 'away');
    await expect(
      ingestions.enqueue(aRequest('m', { stagingId })),
    ).rejects.toThrow();
    await knex.schema.renameTable('away', 'ingestions');
    expect(await stagings.get(stagingId)).toMatchObject({ state: 'open' });
    await ingestions.enqueue(aRequest('m', { stagingId }));
    expect(await stagings.get(stagingId)).toMatchObject({ state: 'closed' });
  });

  it('R6: the newest ingestion is the one that was queued last, whatever a clock says', async () => {
    const ahead = await open({
      newId: () => monotonicFactory()(Date.parse('2040-01-01')),
    });
    await ahead.ingestions.enqueue(aRequest('m', { entityDigest: 'sha256:1' }));
    const id = await stores.ingestions.enqueue(
      aRequest('m', { entityDigest: 'sha256:2' }),
    );
    expect(await stores.ingestions.knownRefs()).toMatchObject([
      { modelRef: 'mlmodel:default/m', entityDigest: 'sha256:2' },
    ]);
    const { items } = await stores.ingestions.list(
      { latest: true },
      { limit: 9 },
    );
    expect(items).toMatchObject([{ id }]);
    const claims = [
      await stores.ingestions.claim('w', can()),
      await stores.ingestions.claim('w', can()),
    ];
    expect(claims[1]).toMatchObject({ id });
  });

  it('R6: a replica whose clock is ahead robs no worker, and holds no lease longer', async () => {
    const { ingestions, cursors } = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    await ingestions.enqueue(aRequest('m'));
    await ingestions.claim('w', can());
    jest.useFakeTimers({
      now: Date.now() + 10 * HOUR,
      doNotFake: [
        'setTimeout',
        'setInterval',
        'setImmediate',
        'clearTimeout',
        'clearInterval',
        'clearImmediate',
        'nextTick',
        'queueMicrotask',
        'performance',
        'hrtime',
      ],
    });
    try {
      const limits = { staleMs: 30_000, maxDeaths: 3, backoffMs: 0 };
      expect(await ingestions.reap(limits)).toBe(0);
      const lease = { leaseMs: 60_000, from: 0 };
      expect(await cursors.lease('c', 'ahead', lease)).toBeDefined();
    } finally {
      jest.useRealTimers();
    }
    const lease = { leaseMs: 60_000, from: 0 };
    expect(await cursors.lease('c', 'other', lease)).toBeUndefined();
    const { lease_until } = await knex('publisher_cursors').first();
    expect(Date.parse(lease_until) - Date.now()).toBeLessThan(HOUR);
  });

  it('says how much waits, and for how long', async () => {
    const { ingestions } = stores;
    expect(await ingestions.queue()).toEqual({
      queued: 0,
      running: 0,
      waiting: 0,
      oldestQueuedMs: 0,
    });
    for (const name of ['a', 'b', 'c']) {
      await ingestions.enqueue(aRequest(name));
    }
    const claimed = await ingestions.claim('w', can());
    await ingestions.release(claimed?.id ?? '', claimed?.token ?? 0, {
      ms: HOUR,
      problems: [],
    });
    await ingestions.claim('w', can());
    later(5000);
    expect(await ingestions.queue()).toEqual({
      queued: 2,
      running: 1,
      waiting: 1,
      oldestQueuedMs: 5000,
    });
  });
});
