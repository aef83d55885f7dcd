import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseClock } from './databaseClock';
import type { ModelStore } from './ModelStore';
import { createModelStore } from './createModelStore';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';

eachDatabase('createModelStore', (init, engine) => {
  let store: ModelStore;
  let database: Knex;

  beforeEach(async () => {
    database = await init();
    store = givingDocuments(
      await createModelStore({
        database,
        logger: mockServices.logger.mock(),
      }),
    );
  });

  it('registers a model that lists, facets and history show', async () => {
    const { state, events } = await store.execute(aRegistration(), { by });

    expect(events.map(event => event.type)).toEqual([
      'ModelRegistered',
      'DeclarationChanged',
      'ModelVersioned',
      'ValidationPassed',
      'AttestationRecorded',
    ]);
    expect(state.id).toMatch(/^mdl-[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(await store.findModel({ modelRef: 'mlmodel:default/lora' })).toEqual(
      JSON.parse(JSON.stringify(state)),
    );
    const page = await store.listModels(
      {},
      { sort: 'name', limit: 10, total: true },
    );
    expect(page.items.map(item => item.id)).toEqual([state.id]);
    expect(page).toMatchObject({ nextCursor: null, total: 1 });
    expect((await store.facets({})).facets.stage).toEqual([
      { value: 'validated', count: 1 },
    ]);
    expect(await store.summary({})).toMatchObject({
      models: 1,
      versions: 1,
      refused: 0,
      events: { position: 5 },
    });
    const history = await store.listEvents(state.id, {
      after: 0,
      limit: 3,
      order: 'desc',
    });
    expect(history.items.map(event => event.sequence)).toEqual([5, 4, 3]);
    expect(history.nextAfter).toBe(3);
    expect(await store.verify()).toMatchObject({ ok: true, position: 5 });
  });

  it('changes nothing when the same version comes again', async () => {
    await store.execute(aRegistration(), { by });
    const again = await store.execute(aRegistration(), { by });
    expect(again.events).toEqual([]);
    expect(await store.head()).toMatchObject({ position: 5 });
  });

  // An embedded database has the clock of its one process.
  if (engine !== 'SQLITE_3') {
    it('R6: a replica whose clock is ahead does not date events by it', async () => {
      const now = new Date('2099-01-01');
      jest.useFakeTimers({ now, advanceTimers: true });
      const { events } = await store.execute(aRegistration(), { by });
      jest.useRealTimers();
      const off = Date.parse(events[0].recordedAt) - Date.now();
      expect(Math.abs(off)).toBeLessThan(3_600_000);
    });
  }

  if (engine !== 'SQLITE_3') {
    it('R6: a replica whose clock is behind takes no old look for a fresh one', async () => {
      const here = new Date();
      const clock = jest
        .spyOn(Date, 'now')
        .mockReturnValue(Date.parse('2001-01-01'));
      const now = await databaseClock(database);
      const there = now();
      clock.mockRestore();
      const off = there.getTime() - here.getTime();
      expect(Math.abs(off)).toBeLessThan(3_600_000);
    });
  }

  it('rebuilds to what it was', async () => {
    await store.execute(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-3' }) }),
      { by },
    );
    await store.execute(aMeasurement({ score: 0.031 }), { by });
    const live = await store.findModel({ modelRef: 'mlmodel:default/lora' });
    expect(live?.versions[0]).toMatchObject({
      stage: 'blocked',
    });
    expect(await store.rebuild()).toEqual({ events: 8, models: 1 });
    expect(await store.findModel({ modelRef: 'mlmodel:default/lora' })).toEqual(
      live,
    );
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('keeps documents by their digest and knows who holds them', async () => {
    const bom = aDocument(
      '{"spdxVersion":"SPDX-2.3"}',
      'application/spdx+json',
    );
    const { state } = await store.execute(aRegistration(), {
      by,
      documents: [bom.bytes],
    });
    const read = await store.readDocument(bom.reference.digest);
    expect(read?.mediaType).toBe('application/spdx+json');
    expect(Buffer.from(read?.bytes ?? []).toString()).toBe(
      '{"spdxVersion":"SPDX-2.3"}',
    );
    expect(await store.documentHolders(bom.reference.digest)).toEqual([
      state.id,
    ]);
    await expect(
      store.execute(aRegistration({ version: 'v2', bytes: 'other' }), {
        by,
        documents: [{ ...bom.bytes, bytes: new TextEncoder().encode('x') }],
      }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_MISMATCH' });
    expect(await store.head()).toMatchObject({ position: 5 });
  });
});
