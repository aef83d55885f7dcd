import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createStores, Stores } from '../../store/createStores';
import { eachDatabase } from '../../store/__testUtils__/eachDatabase';
import type { IngestionResult } from '../IngestionResult';
import { refusal } from '../refusal';
import { IngestionQueue, IngestionQueueOptions } from './IngestionQueue';

const request = (n = 1) => ({
  modelRef: `mlmodel:default/m${n}`,
  trigger: 'api' as const,
  requestedBy: 'user:default/ada',
  entity: '{}',
  entityDigest: `sha256:${String(n).padStart(64, '0')}`,
});

/** What a worker takes on that has room for all. */
const anything = { kind: 'disk' as const, spool: 'here', isBusy: () => false };

const succeeded: IngestionResult = {
  state: 'succeeded',
  version: '1',
  problems: [],
  checks: [],
};

eachDatabase('IngestionQueue', init => {
  let stores: Stores;
  let outcomes: string[];
  /** deaths and retries that the metrics heard of */
  let observed: string[];
  let knex: Knex;
  let logger: ReturnType<typeof mockServices.logger.mock>;
  const queues: IngestionQueue[] = [];

  beforeEach(async () => {
    logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    knex = await init();
    stores = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    outcomes = [];
    observed = [];
  });

  afterEach(async () => {
    await Promise.all(queues.splice(0).map(each => each.stop()));
  });

  function queue(
    ingest: IngestionQueueOptions['ingest'],
    timing: IngestionQueueOptions['timing'] = {},
    concurrency: IngestionQueueOptions['concurrency'] = { disk: 1, host: 1 },
    more: Pick<IngestionQueueOptions, 'settled'> = {},
  ): IngestionQueue {
    const created = new IngestionQueue({
      ingestions: stores.ingestions,
      ingest,
      spool: async () => 'here',
      concurrency,
      logger,
      ...more,
      observer: {
        ingestionEnded: ({ outcome }) => outcomes.push(outcome),
        providerFailed: () => {},
        reconciled: () => {},
        workersDied: count => observed.push(...Array(count).fill('died')),
        retried: () => observed.push('retried'),
      },
      timing: {
        heartbeatMs: 20,
        progressMs: 5,
        pollMs: 10,
        deathBackoffMs: 0,
        ...timing,
      },
    });
    queues.push(created);
    return created;
  }

  async function ended(id: string) {
    for (;;) {
      const row = await stores.ingestions.get(id);
      if (row && !['queued', 'running'].includes(row.state)) {
        return row;
      }
      await sleep(5);
    }
  }

  /** Workers that are killed while they read this file. */
  async function dieOver(file: string, id: string, times: number) {
    const { ingestions } = stores;
    for (let n = 0; n < times; n++) {
      const claimed = await ingestions.claim('dead', anything);
      const progress = { step: 'hash', file, bytes: 0, total: null };
      await ingestions.heartbeat(id, claimed?.token ?? 0, progress);
      await sleep(5);
      await ingestions.reap({ staleMs: 0, maxDeaths: 5, backoffMs: 0 });
    }
  }

  it('works on every row once, in order', async () => {
    const seen: string[] = [];
    const q = queue(async ({ modelRef }) => {
      seen.push(modelRef);
      return succeeded;
    });
    const ids = [];
    for (const n of [1, 2, 3]) {
      ids.push(await stores.ingestions.enqueue(request(n)));
    }
    q.start();
    q.wake();
    const rows = await Promise.all(ids.map(ended));
    expect(rows.map(({ state }) => state)).toEqual(Array(3).fill('succeeded'));
    expect(seen).toEqual([1, 2, 3].map(n => request(n).modelRef));
  });

  it('writes progress while it works', async () => {
    const release = new AbortController();
    const q = queue(async (_ingestion, { progress }) => {
      progress.report({ step: 'hash', file: 'm.onnx', bytes: 7, total: 10 });
      await once(release.signal, 'abort');
      return succeeded;
    });
    const id = await stores.ingestions.enqueue(request());
    q.start();
    let row = await stores.ingestions.get(id);
    while (row?.progress.bytes !== 7) {
      await sleep(5);
      row = await stores.ingestions.get(id);
    }
    expect(row.progress).toEqual({
      step: 'hash',
      file: 'm.onnx',
      bytes: 7,
      total: 10,
    });
    release.abort();
    expect((await ended(id)).state).toBe('succeeded');
  });

  it('cancels running work', async () => {
    const q = queue(async (_ingestion, { signal }) => {
      await once(signal, 'abort');
      signal.throwIfAborted();
      return succeeded;
    });
    const id = await stores.ingestions.enqueue(request());
    q.start();
    while ((await stores.ingestions.get(id))?.state !== 'running') {
      await sleep(5);
    }
    await stores.ingestions.cancel(id, 'user:default/ada');
    const row = await ended(id);
    expect(row.state).toBe('failed');
    expect(row.problems).toMatchObject([{ code: 'CANCELLED' }]);
    await q.stop();
    expect(outcomes).toEqual(['cancelled']);
  });

  it('keeps an unexpected error from the page and names the trace', async () => {
    const q = queue(async () => {
      throw new Error('secret');
    });
    const id = await stores.ingestions.enqueue({
      ...request(),
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    });
    await q.drain();
    const row = await ended(id);
    expect(row.problems).toMatchObject([
      {
        code: 'INTERNAL',
        params: { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' },
      },
    ]);
    expect(JSON.stringify(row)).not.toContain('secret');
  });

  it('gives a row back when it stops: the next worker has it at once, with its attempt', async () => {
    const first = queue(async (_ingestion, { signal }) => {
      await once(signal, 'abort');
      signal.throwIfAborted();
      return succeeded;
    });
    const id = await stores.ingestions.enqueue(request());
    first.start();
    while ((await stores.ingestions.get(id))?.state !== 'running') {
      await sleep(5);
    }
    await first.stop();
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'queued',
      attempts: 0,
    });

    await queue(async () => succeeded).drain();
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'succeeded',
      attempts: 1,
    });
  });

  it('takes over the row of a worker that fell silent', async () => {
    const id = await stores.ingestions.enqueue(request());
    await stores.ingestions.claim('dead', anything);
    await sleep(5);
    await queue(async () => succeeded, { staleMs: 0 }).drain();
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'succeeded',
      attempts: 2,
    });
  });

  it('does not finish a row that was claimed anew', async () => {
    const release = new AbortController();
    const slow = queue(
      async () => {
        await once(release.signal, 'abort');
        return { ...succeeded, version: 'stale' };
      },
      { heartbeatMs: 60_000 },
    );
    const id = await stores.ingestions.enqueue(request());
    slow.start();
    while ((await stores.ingestions.get(id))?.state !== 'running') {
      await sleep(5);
    }
    const other = queue(async () => succeeded, { staleMs: 0 });
    await sleep(5);
    await other.drain();
    release.abort();
    await slow.stop();
    expect(await stores.ingestions.get(id)).toMatchObject({ version: '1' });
  });

  it('R4: gives a version up over whose file five workers died, and names the file', async () => {
    const id = await stores.ingestions.enqueue(request());
    await dieOver('poison.pt', id, 5);
    expect((await ended(id)).problems).toMatchObject([
      { code: 'WORKER_DIED', field: 'poison.pt', params: { deaths: 5 } },
    ]);
  });

  /** An ingestion whose source says nothing until it is aborted. */
  const silent: IngestionQueueOptions['ingest'] = async (_it, { signal }) => {
    await once(signal, 'abort');
    signal.throwIfAborted();
    return succeeded;
  };

  it('R3: sources that say nothing keep their own places, and ordinary models are read beside them', async () => {
    const slow: string[] = [];
    const q = queue(
      (claimed, run) => {
        if (claimed.lane.startsWith('host|')) {
          slow.push(claimed.modelRef);
          return silent(claimed, run);
        }
        return Promise.resolve(succeeded);
      },
      {},
      { disk: 1, host: 8 },
    );
    for (let n = 10; n < 20; n++) {
      const hosts = ['drip.example'];
      await stores.ingestions.enqueue({ ...request(n), hosts });
    }
    const other = { ...request(20), hosts: ['good.example'] };
    await stores.ingestions.enqueue(other);
    const ordinary = [];
    for (const n of [1, 2, 3]) {
      ordinary.push(await stores.ingestions.enqueue(request(n)));
    }
    q.start();
    const rows = await Promise.all(ordinary.map(ended));
    expect(rows.map(({ state }) => state)).toEqual(Array(3).fill('succeeded'));
    while (!slow.includes(other.modelRef)) {
      await sleep(5);
    }
    // two of the one host, and the other host at once beside them
    expect(slow).toHaveLength(3);
  });

  it('R3: one caller runs at most half of the places', async () => {
    const running: string[] = [];
    const q = queue(
      (claimed, run) => {
        running.push(claimed.requestedBy);
        return silent(claimed, run);
      },
      {},
      { disk: 1, host: 4 },
    );
    for (let n = 0; n < 8; n++) {
      const requestedBy = n < 7 ? 'user:default/eve' : 'user:default/zoe';
      const hosts = [`h${n}.example`];
      await stores.ingestions.enqueue({ ...request(n), requestedBy, hosts });
    }
    q.start();
    while (!running.includes('user:default/zoe')) {
      await sleep(5);
    }
    expect(running.filter(by => by.endsWith('eve'))).toHaveLength(2);
  });

  it('R3: an ingestion that takes too long in all is ended', async () => {
    const id = await stores.ingestions.enqueue(request());
    await queue(silent, { totalMs: 20 }).drain();
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'failed',
      problems: [{ code: 'TOTAL_TIMEOUT' }],
    });
  });

  it('O1: the metrics hear of each death and of each retry', async () => {
    const id = await stores.ingestions.enqueue(request());
    await stores.ingestions.claim('dead', anything);
    await sleep(5);
    await queue(async () => succeeded, {
      staleMs: 1,
    }).drain();
    expect(await ended(id)).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(observed).toEqual(['died', 'retried']);
  });

  it('R4: a process that stops and cannot end its work in time gives the row back: that is no death', async () => {
    const release = new AbortController();
    const q = queue(
      async () => {
        await once(release.signal, 'abort');
        return succeeded;
      },
      { stopGraceMs: 10 },
    );
    const id = await stores.ingestions.enqueue(request());
    q.start();
    while ((await stores.ingestions.get(id))?.state !== 'running') {
      await sleep(5);
    }
    await q.stop();
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'queued',
      attempts: 0,
    });
    release.abort();
  });

  const away = Object.assign(new Error('Connection terminated unexpectedly'));
  const full = Object.assign(new Error('database or disk is full'), {
    code: 'SQLITE_FULL',
  });

  it('R5: work whose database goes away is given back and done, never INTERNAL', async () => {
    let tries = 0;
    const q = queue(async () => {
      tries += 1;
      if (tries < 3) {
        throw away;
      }
      return succeeded;
    });
    const id = await stores.ingestions.enqueue(request());
    await q.drain();
    expect(await stores.ingestions.get(id)).toMatchObject({
      state: 'succeeded',
      attempts: 1,
    });
    expect(outcomes).toEqual(['succeeded']);
  });

  it.each([
    ['R5: a database that is away', away],
    ['R7: a disk that is full', full],
  ])(
    '%s when the end is written is asked again, and said once',
    async (_what, error) => {
      const settled: string[] = [];
      const { finish } = stores.ingestions;
      let tries = 0;
      stores.ingestions.finish = async (...args) => {
        tries += 1;
        expect(settled).toEqual([]);
        if (tries < 5) {
          throw error;
        }
        return finish(...args);
      };
      const q = queue(async () => succeeded, { troublePauseMs: 1 }, undefined, {
        settled: async claimed => {
          settled.push(claimed.id);
        },
      });
      const id = await stores.ingestions.enqueue(request());
      await q.drain();
      expect((await stores.ingestions.get(id))?.state).toBe('succeeded');
      expect(settled).toEqual([id]);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(logger.info).toHaveBeenCalledWith(
        'The ingestion goes on',
        expect.objectContaining({ tries: 4 }),
      );
    },
  );

  it('R5: a queue that was cut off takes no row from a worker that was cut off too', async () => {
    const id = await stores.ingestions.enqueue(request());
    await stores.ingestions.claim('alive', anything);
    const { reap } = stores.ingestions;
    let asked = 0;
    stores.ingestions.reap = async limits => {
      asked += 1;
      if (asked === 1) {
        throw away;
      }
      return reap({ ...limits, staleMs: 0 });
    };
    const q = queue(async () => succeeded, {
      staleMs: 60_000,
      troublePauseMs: 1,
    });
    q.start();
    const next = await stores.ingestions.enqueue(request(2));
    expect((await ended(next)).state).toBe('succeeded');
    expect((await stores.ingestions.get(id))?.state).toBe('running');
  });

  it('R7: an upload that finds the disk full waits with its bytes; what the catalog declares ends, to be tried again', async () => {
    const settled: string[] = [];
    const problem = { code: 'DISK_FULL' as const, message: 'the disk is full' };
    let isFull = true;
    const q = queue(
      async () => {
        if (isFull) {
          throw full;
        }
        return succeeded;
      },
      {},
      undefined,
      {
        settled: async claimed => {
          settled.push(claimed.id);
        },
      },
    );
    const { id: stagingId } = await stores.stagings.openStaging(
      { modelRef: 'mlmodel:default/up', version: '1', createdBy: 'u' },
      'here',
    );
    const upload = await stores.ingestions.enqueue({
      ...request(1),
      stagingId,
    });
    const declared = await stores.ingestions.enqueue(request(2));
    await q.drain();
    expect(settled).toEqual([declared]);
    expect(await stores.ingestions.get(declared)).toMatchObject({
      state: 'failed',
      problems: [{ code: problem.code }],
    });
    expect(await stores.ingestions.get(upload)).toMatchObject({
      state: 'queued',
      progress: { step: 'waits-to-retry' },
      problems: [{ code: problem.code }],
    });
    expect(logger.error).toHaveBeenCalledTimes(1);
    isFull = false;
    // the operator freed space, and the wait is over
    await knex('ingestions').where({ id: upload }).update({ not_before: null });
    await q.drain();
    expect(await stores.ingestions.get(upload)).toMatchObject({
      state: 'succeeded',
      problems: [],
    });
    expect(settled).toEqual([declared, upload]);
  });

  it('R7: a spool that is full is said, once for all that find it full', async () => {
    const problem = { code: 'DISK_FULL' as const, message: 'the disk is full' };
    const q = queue(async () => refusal([problem]));
    const ids = [
      await stores.ingestions.enqueue(request(1)),
      await stores.ingestions.enqueue(request(2)),
    ];
    await q.drain();
    for (const id of ids) {
      expect(await stores.ingestions.get(id)).toMatchObject({
        state: 'failed',
        problems: [problem],
      });
    }
    expect(logger.error.mock.calls).toEqual([
      [
        expect.stringContaining('is full'),
        { error: expect.stringContaining(problem.message) },
      ],
    ]);
  });
});
