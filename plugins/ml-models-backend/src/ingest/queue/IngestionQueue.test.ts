import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { createStores, Stores } from '../../store/createStores';
import { eachDatabase } from '../../store/__testUtils__/eachDatabase';
import type { IngestionResult } from '../IngestionResult';
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
  const queues: IngestionQueue[] = [];

  beforeEach(async () => {
    stores = await createStores({
      database: await init(),
      logger: mockServices.logger.mock(),
    });
    outcomes = [];
  });

  afterEach(async () => {
    await Promise.all(queues.splice(0).map(each => each.stop()));
  });

  function queue(
    ingest: IngestionQueueOptions['ingest'],
    timing: IngestionQueueOptions['timing'] = {},
  ): IngestionQueue {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const created = new IngestionQueue({
      ingestions: stores.ingestions,
      ingest,
      spool: async () => 'here',
      concurrency: { disk: 1, host: 1 },
      logger,
      observer: {
        ingestionEnded: ({ outcome }) => outcomes.push(outcome),
        providerFailed: () => {},
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
});
