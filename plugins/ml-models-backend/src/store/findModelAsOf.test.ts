import { mockServices } from '@backstage/backend-test-utils';
import { createModelStore } from './createModelStore';
import type { ModelStore } from './ModelStore';
import {
  aDeclaration,
  aMeasurement,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';
const modelRef = 'mlmodel:default/lora';

eachDatabase('as-of', init => {
  let store: ModelStore;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-03-01T12:00:00.000Z');
    store = givingDocuments(
      await createModelStore({
        database: await init(),
        logger: mockServices.logger.mock(),
        clock: () => now,
      }),
    );
    await store.execute(aRegistration(), { by });
    now = new Date('2026-03-02T23:59:59.999Z');
    await store.execute(aMeasurement(), { by });
    now = new Date('2026-03-03T00:00:00.000Z');
    await store.execute(aMeasurement({ score: 0.07 }), { by });
  });

  const score = async (instant: string) =>
    (await store.findModelAsOf({ modelRef }, { instant }))?.state.versions[0]
      .drift.drift_score?.score ?? 'none';

  it('takes a position, an instant with offset, or the whole of a day', async () => {
    expect(await score('2026-03-01')).toBe('none');
    expect(await score('2026-03-02')).toBe(0.02);
    expect(await score('2026-03-03')).toBe(0.07);
    expect(await score('2026-03-03T00:59:59.998+01:00')).toBe('none');
    expect(await score('2026-03-03T00:59:59.999+01:00')).toBe(0.02);
    expect(await score('2026-03-03T00:00:00Z')).toBe(0.07);
    expect(await score('2030-01-01')).toBe(0.07);
    const past = await store.findModelAsOf({ modelRef }, { position: 7 });
    expect(past).toMatchObject({
      position: 7,
      recordedAt: '2026-03-02T23:59:59.999Z',
      state: { position: 7, sequence: 7 },
    });
  });

  it('knows nothing of a model before it was registered', async () => {
    expect(
      await store.findModelAsOf({ modelRef }, { instant: '2026-02-28' }),
    ).toBeUndefined();
    expect(
      await store.findModelAsOf({ modelRef }, { position: 0 }),
    ).toBeUndefined();
    expect(
      await store.findModelAsOf(
        { modelRef: 'mlmodel:default/none' },
        { position: 9 },
      ),
    ).toBeUndefined();
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-03-02T12:00:00',
    '03/02/2026',
    '2026-03-02T12:00Z',
  ])('refuses %p', async instant => {
    await expect(
      store.findModelAsOf({ modelRef }, { instant }),
    ).rejects.toMatchObject({ code: 'INVALID_AS_OF' });
  });

  it('refuses a position that is none', async () => {
    for (const position of [-1, 1.5, NaN]) {
      await expect(
        store.findModelAsOf({ modelRef }, { position }),
      ).rejects.toMatchObject({ code: 'INVALID_AS_OF' });
    }
  });

  it('never records before what is recorded, whatever the clock says', async () => {
    now = new Date('2020-01-01T00:00:00.000Z');
    const { events } = await store.execute(aMeasurement({ score: 0.01 }), {
      by,
    });
    expect(events[0].recordedAt).toBe('2026-03-03T00:00:00.000Z');
  });

  it('gives a reference to the model that held it then', async () => {
    const old = await store.findModel({ modelRef });
    await store.execute({ type: 'RemoveFromCatalog', modelRef }, { by });
    const taken = await store.execute(
      aRegistration({
        declaration: aDeclaration({ owner: 'group:default/other' }),
      }),
      { by },
    );
    expect(taken.state.id).not.toBe(old?.id);
    expect((await store.findModel({ modelRef }))?.id).toBe(taken.state.id);
    expect(
      (await store.findModelAsOf({ modelRef }, { position: 9 }))?.state.id,
    ).toBe(old?.id);

    const adopted = await store.execute(
      {
        type: 'AdoptModel',
        modelRef,
        owner: 'group:default/other',
        modelId: old?.id ?? '',
      },
      { by },
    );
    expect(adopted.state).toMatchObject({
      id: old?.id,
      owner: 'group:default/other',
      removedFromCatalog: false,
    });
    expect((await store.findModel({ modelRef }))?.id).toBe(old?.id);
    expect(await store.findModel({ id: taken.state.id })).toMatchObject({
      removedFromCatalog: true,
    });
    await store.rebuild();
    expect((await store.findModel({ modelRef }))?.id).toBe(old?.id);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('follows a rename under both references', async () => {
    const old = await store.findModel({ modelRef });
    const to = 'mlmodel:default/portrait';
    await expect(
      store.execute(
        { type: 'RenameModel', from: modelRef, to, owner: 'group:default/x' },
        { by },
      ),
    ).rejects.toMatchObject({ code: 'NOT_THE_OWNER' });
    await store.execute(
      {
        type: 'RenameModel',
        from: modelRef,
        to,
        owner: 'group:default/imaging',
        location: aRegistration().source,
      },
      { by },
    );
    expect((await store.findModel({ modelRef: to }))?.id).toBe(old?.id);
    expect(await store.findModel({ modelRef })).toMatchObject({
      id: old?.id,
      modelRef: to,
      formerRefs: [modelRef],
    });
    const fresh = await store.execute(aRegistration(), { by });
    expect(fresh.state.id).not.toBe(old?.id);
    await expect(
      store.execute(
        {
          type: 'RenameModel',
          from: to,
          to: modelRef,
          owner: 'group:default/imaging',
          location: aRegistration().source,
        },
        { by },
      ),
    ).rejects.toMatchObject({ code: 'REF_TAKEN' });
  });
});
