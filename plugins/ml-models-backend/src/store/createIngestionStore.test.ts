import { mockServices } from '@backstage/backend-test-utils';
import { createStores, Stores } from './createStores';
import type { IngestionRequest } from './IngestionStore';
import { aDocument, anArtifact, aRegistration } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const aRequest = (
  changes: Partial<IngestionRequest> = {},
): IngestionRequest => ({
  modelRef: 'mlmodel:default/lora',
  trigger: 'catalog',
  requestedBy: 'user:default/ada',
  entity: '{"kind":"MLModel"}',
  entityDigest: aDocument('entity').reference.digest,
  ...changes,
});
const claiming = { kind: 'disk' as const, spool: 'here', isBusy: () => false };
const silence = { staleMs: 30_000, maxDeaths: 3, backoffMs: 0 };
const by = 'user:default/ada';

eachDatabase('createIngestionStore', init => {
  let stores: Stores;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-03-01T12:00:00.000Z');
    stores = await createStores({
      database: await init(),
      logger: mockServices.logger.mock(),
      clock: () => now,
    });
  });

  const later = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };

  it('queues an equal request once, until it has ended', async () => {
    const { ingestions } = stores;
    const id = await ingestions.enqueue(aRequest());
    expect(await ingestions.enqueue(aRequest())).toBe(id);
    const { id: stagingId } = await stores.stagings.openStaging(
      { modelRef: aRequest().modelRef, version: '1', createdBy: by },
      'elsewhere',
    );
    expect(await ingestions.enqueue(aRequest({ stagingId }))).not.toBe(id);
    const claim = await ingestions.claim('w1', claiming);
    expect(claim).toMatchObject({ id, token: 1, attempts: 1 });
    expect(await ingestions.enqueue(aRequest())).toBe(id);
    await ingestions.finish(id, 1, { state: 'refused', problems: [] });
    expect(await ingestions.enqueue(aRequest())).not.toBe(id);
  });

  it('gives each row to one of many workers', async () => {
    const { ingestions } = stores;
    for (let count = 0; count < 5; count += 1) {
      await ingestions.enqueue(
        aRequest({ modelRef: `mlmodel:default/m${count}` }),
      );
    }
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, worker) =>
        ingestions.claim(`w${worker}`, claiming),
      ),
    );
    const ids = claims.flatMap(claim => claim?.id ?? []);
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(5);
  });

  it('takes a silent worker’s row over and refuses what the old claim says', async () => {
    const { ingestions } = stores;
    const id = await ingestions.enqueue(aRequest());
    await ingestions.claim('w1', claiming);
    expect(await ingestions.claim('w2', claiming)).toBeUndefined();
    expect(await ingestions.reap(silence)).toBe(0);
    later(30_001);
    expect(await ingestions.reap(silence)).toBe(1);
    expect(await ingestions.claim('w2', claiming)).toMatchObject({
      id,
      token: 3,
      attempts: 2,
    });
    const progress = { bytes: 1, total: 2, step: 'digest' };
    expect(await ingestions.heartbeat(id, 1, progress)).toBe('stale');
    expect(await ingestions.heartbeat(id, 3, progress)).toBe('ok');
    expect(
      await ingestions.finish(id, 1, { state: 'failed', problems: [] }),
    ).toBe(false);
    expect(await ingestions.get(id)).toMatchObject({
      state: 'running',
      progress,
      attempts: 2,
    });
  });

  it('gives a claim back with its attempt, and only the claim that holds', async () => {
    const { ingestions, models } = stores;
    const id = await ingestions.enqueue(aRequest());
    await ingestions.claim('w1', claiming);
    expect(await ingestions.release(id, 2)).toBe(false);
    expect(await ingestions.release(id, 1)).toBe(true);
    expect(await ingestions.release(id, 1)).toBe(false);
    expect(await ingestions.get(id)).toMatchObject({
      state: 'queued',
      attempts: 0,
    });
    expect(await ingestions.enqueue(aRequest())).toBe(id);
    const progress = { bytes: 0, total: null, step: 'digest' };
    expect(await ingestions.heartbeat(id, 1, progress)).toBe('stale');
    await expect(
      models.execute(aRegistration(), {
        by,
        fence: { ingestionId: id, token: 1 },
      }),
    ).rejects.toMatchObject({ code: 'STALE_CLAIM' });
    expect(await ingestions.claim('w2', claiming)).toMatchObject({
      id,
      token: 2,
      attempts: 1,
    });
    await ingestions.cancel(id, by);
    expect(await ingestions.release(id, 2)).toBe(true);
    expect(await ingestions.claim('w3', claiming)).toBeUndefined();
    expect(await ingestions.get(id)).toMatchObject({
      state: 'failed',
      problems: [{ code: 'CANCELLED' }],
    });
  });

  it('commits a version and the end of its ingestion together', async () => {
    const { ingestions, models } = stores;
    const id = await ingestions.enqueue(aRequest());
    await ingestions.claim('w1', claiming);
    later(30_001);
    await ingestions.reap(silence);
    await ingestions.claim('w2', claiming);
    await expect(
      models.execute(aRegistration(), {
        by,
        fence: { ingestionId: id, token: 1 },
      }),
    ).rejects.toMatchObject({ code: 'STALE_CLAIM' });
    expect(await models.head()).toMatchObject({ position: 0 });
    await models.execute(aRegistration(), {
      by,
      fence: { ingestionId: id, token: 3 },
    });
    expect(await ingestions.get(id)).toMatchObject({
      state: 'succeeded',
      version: 'v1',
    });
    expect(
      await ingestions.finish(id, 3, { state: 'failed', problems: [] }),
    ).toBe(false);
    expect(
      await ingestions.finish(id, 3, {
        state: 'succeeded',
        version: 'v1',
        problems: [],
      }),
    ).toBe(true);
    expect(await ingestions.lastEntityDigest('mlmodel:default/lora')).toBe(
      aRequest().entityDigest,
    );
  });

  it('cancels a queued one at once and a running one at its next heartbeat', async () => {
    const { ingestions } = stores;
    const id = await ingestions.enqueue(aRequest());
    expect(await ingestions.cancel(id, by)).toMatchObject({
      state: 'failed',
      problems: [{ code: 'CANCELLED' }],
    });
    const running = await ingestions.enqueue(aRequest());
    await ingestions.claim('w1', claiming);
    expect(await ingestions.cancel(running, by)).toMatchObject({
      state: 'running',
    });
    expect(
      await ingestions.heartbeat(running, 1, {
        bytes: 0,
        total: null,
        step: 'digest',
      }),
    ).toBe('cancelled');
    expect(await ingestions.cancel('ing-none', by)).toBeUndefined();
  });

  it('lists newest first, by page, by state and one per model', async () => {
    const { ingestions } = stores;
    const ids: string[] = [];
    for (const [name, digest] of [
      ['a', '1'],
      ['b', '1'],
      ['a', '2'],
    ]) {
      ids.push(
        await ingestions.enqueue(
          aRequest({
            modelRef: `mlmodel:default/${name}`,
            entityDigest: aDocument(digest).reference.digest,
            traceparent:
              '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          }),
        ),
      );
    }
    const first = await ingestions.list({}, { limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.items[0].traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    const second = await ingestions.list(
      {},
      { limit: 2, cursor: first.nextCursor ?? undefined },
    );
    expect(second.items.map(({ id }) => id)).toEqual([ids[0]]);
    expect(second.nextCursor).toBeNull();
    const latest = await ingestions.list({ latest: true }, { limit: 10 });
    expect(latest.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(await ingestions.knownRefs()).toEqual([
      {
        modelRef: 'mlmodel:default/a',
        entityDigest: aDocument('2').reference.digest,
        state: 'queued',
        ingestionId: ids[2],
      },
      {
        modelRef: 'mlmodel:default/b',
        entityDigest: aDocument('1').reference.digest,
        state: 'queued',
        ingestionId: ids[1],
      },
    ]);
    expect(await ingestions.knownRefs(['mlmodel:default/b'])).toMatchObject([
      { modelRef: 'mlmodel:default/b', ingestionId: ids[1] },
    ]);
    await expect(
      ingestions.list({}, { limit: 2, cursor: 'x' }),
    ).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  it('B11: tells the last attempt for a model from those refused as somebody else’s', async () => {
    const { ingestions } = stores;
    const own = await ingestions.enqueue(aRequest());
    const refused = async (code: string, digest: string) => {
      const id = await ingestions.enqueue(
        aRequest({ entityDigest: aDocument(digest).reference.digest }),
      );
      for (;;) {
        const claim = await ingestions.claim('w1', claiming);
        if (claim?.id === id) {
          const problems = [{ code, message: 'says "code":"NOT_THE_OWNER"' }];
          await ingestions.finish(id, claim.token, {
            state: 'refused',
            problems,
          });
          return id;
        }
      }
    };
    const last = async () =>
      (
        await ingestions.list(
          { modelRef: aRequest().modelRef, ofOwner: true },
          { limit: 1 },
        )
      ).items[0].id;
    await refused('NOT_THE_OWNER', 'theirs');
    expect(await last()).toBe(own);
    const second = await refused('VERSION_CONFLICT', 'second');
    expect(await last()).toBe(second);
  });

  it('finds attempts by what their entity declares', async () => {
    const { ingestions } = stores;
    const queue = (name: string, spec: object) =>
      ingestions.enqueue(
        aRequest({
          modelRef: `mlmodel:default/${name}`,
          entity: JSON.stringify({ metadata: { name }, spec }),
          entityDigest: aDocument(name).reference.digest,
        }),
      );
    const ranker = await queue('ranker', {
      owner: 'team-risk',
      system: 'shop',
      datasets: ['clicks'],
    });
    await queue('detector', { owner: 'user:default/ada' });
    const found = async (query: Parameters<typeof ingestions.list>[0]) =>
      (await ingestions.list(query, { limit: 10 })).items.map(({ id }) => id);
    for (const query of [
      { text: 'RANK' },
      { text: 'clicks team-risk' },
      { owner: ['group:default/team-risk'] },
      { system: ['system:default/shop'], text: 'ranker' },
    ]) {
      expect(await found(query)).toEqual([ranker]);
    }
    expect(await found({ text: 'clicks detector' })).toEqual([]);
    expect(
      await found({
        text: 'ranker',
        access: { models: { anyOf: [] }, caller: 'user:default/eve' },
      }),
    ).toEqual([]);
  });

  it('remembers a finished file with its documents', async () => {
    const { ingestions, models } = stores;
    const inspection = aDocument('{}', 'application/json');
    const artifact = anArtifact({ inspection: inspection.reference });
    expect(await ingestions.finishedFile('dev:1')).toBeUndefined();
    await ingestions.saveFinishedFile('dev:1', artifact, [inspection.bytes]);
    await ingestions.saveFinishedFile('dev:1', artifact, [inspection.bytes]);
    expect(await ingestions.finishedFile('dev:1')).toEqual(artifact);
    expect(
      await models.readDocument(inspection.reference.digest),
    ).toBeDefined();
  });
});
