import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { canonicalJson, EventRow, sha256 } from './chain';
import { createModelStore } from './createModelStore';
import type { ModelStore } from './ModelStore';
import {
  aMeasurement,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';

eachDatabase('history', init => {
  let knex: Knex;
  let store: ModelStore;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    jest.clearAllMocks();
    knex = await init();
    store = givingDocuments(
      await createModelStore({
        database: knex,
        logger,
      }),
    );
    // streams a and b alternate: positions 1-5 a, 6-10 b, 11-12 a
    await store.execute(aRegistration({ modelRef: 'mlmodel:default/a' }), {
      by,
    });
    await store.execute(aRegistration({ modelRef: 'mlmodel:default/b' }), {
      by,
    });
    await store.execute(aMeasurement({ modelRef: 'mlmodel:default/a' }), {
      by,
    });
  });

  const row = async (position: number): Promise<EventRow> => {
    const found = await knex<EventRow>('events').where({ position }).first();
    if (!found) {
      throw new Error(`no event ${position}`);
    }
    return found;
  };
  /** Writes a row anew with a payload that agrees with its columns and its hash. */
  const forge = async (position: number, members: Record<string, unknown>) => {
    const before = await row(position);
    const payload = canonicalJson({
      ...JSON.parse(before.payload),
      ...members,
    });
    const { data: _, ...columns } = JSON.parse(payload);
    await knex('events')
      .where({ position })
      .update({ ...columns, payload, hash: sha256(payload) });
  };
  const problem = async () => (await store.verify()).problem;

  it('is whole when nobody touched it', async () => {
    const head = await store.head();
    expect(await store.verify()).toMatchObject({
      ok: true,
      position: 12,
      headHash: head.headHash,
      covered: ['chain', 'documents', 'projections'],
      documents: 4,
      erased: 0,
      models: 2,
    });
    expect((await row(12)).hash).toBe(head.headHash);
    expect((await row(1)).previous_hash).toBe(`sha256:${'0'.repeat(64)}`);
  });

  const editPayload = async (position: number) =>
    knex('events')
      .where({ position })
      .update({
        payload: (await row(position)).payload.replace(by, 'user:default/eve'),
      });
  const idOf = async (name: string) =>
    (await store.findModel({ modelRef: `mlmodel:default/${name}` }))?.id ?? '';

  it('an event whose payload was edited is read by nobody, and the log says it once', async () => {
    const id = await idOf('a');
    const altered = jest.fn();
    store.onAltered(altered);
    await editPayload(3);
    const refusal = {
      code: 'EVENT_ALTERED',
      params: { position: 3 },
      message: expect.stringContaining('event 3 '),
    };
    for (const order of ['asc', 'desc'] as const) {
      await expect(
        store.listEvents(id, { after: 0, limit: 50, order }),
      ).rejects.toMatchObject(refusal);
    }
    await expect(
      store.findModelAsOf({ id }, { position: 12 }),
    ).rejects.toMatchObject(refusal);
    await expect(store.rebuild()).rejects.toMatchObject(refusal);
    await expect(store.readAll(2, 50)).rejects.toMatchObject(refusal);
    // what stands before it and beside it is served
    expect(await store.readAll(0, 50)).toHaveLength(2);
    expect(await store.findModelAsOf({ id }, { position: 2 })).toMatchObject({
      position: 2,
    });
    expect(
      await store.findModelAsOf({ id: await idOf('b') }, { position: 12 }),
    ).toMatchObject({ state: { sequence: 5 } });
    expect(altered).toHaveBeenCalledTimes(5);
    expect(altered).toHaveBeenCalledWith({ what: 'event', position: 3 });
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('an event that was moved to another model is read by nobody', async () => {
    const [a, b] = [await idOf('a'), await idOf('b')];
    await knex('events')
      .where({ position: 12 })
      .update({ stream_id: b, sequence: 6 });
    const page = { after: 0, limit: 50, order: 'asc' } as const;
    await expect(store.listEvents(b, page)).rejects.toMatchObject({
      code: 'EVENT_ALTERED',
    });
    expect((await store.listEvents(a, page)).items).toHaveLength(6);
  });

  it.each([4, 12])(
    'a rebuild over a history without event %s fails and says so',
    async position => {
      await knex('events').where({ position }).delete();
      await expect(store.rebuild()).rejects.toMatchObject({
        code: 'EVENT_ALTERED',
        params: { position },
      });
      await expect(
        store.findModelAsOf({ id: await idOf('b') }, { position: 10 }),
      ).resolves.toBeDefined();
    },
  );

  it('a rebuild over a history without a model fails, and leaves its rows', async () => {
    const id = await idOf('b');
    await knex('events').where({ stream_id: id }).delete();
    await expect(store.rebuild()).rejects.toMatchObject({
      code: 'EVENT_ALTERED',
      params: { position: 6 },
    });
    expect(await idOf('b')).toBe(id);
  });

  it('one broken event hides no other, no document and no row of other models', async () => {
    await editPayload(2);
    await knex('events')
      .where({ position: 4 })
      .update({ hash: sha256('x') });
    await knex('events').where({ position: 12 }).delete();
    await knex('models').where({ name: 'b' }).update({ owner: 'group:x/y' });
    await knex('documents').update({ bytes: Buffer.from('other') });
    const found = await store.verify();
    const kinds = (found.problems ?? []).map(({ kind, position }) =>
      kind.startsWith('DOCUMENT') ? kind : `${kind} ${position ?? ''}`.trim(),
    );
    expect(kinds.slice(0, 3)).toEqual(['EDITED 2', 'EDITED 4', 'TAIL_CUT 12']);
    expect(kinds).toContain('DOCUMENT_ALTERED');
    expect(kinds).toContain('PROJECTION_MISMATCH');
    expect(found.problemCount).toBe(found.problems?.length);
    // of a nothing is said: its history is not what was recorded
    expect(
      found.problems?.filter(({ message }) => message.includes('rows of')),
    ).toHaveLength(
      found.problems?.filter(({ kind }) => kind === 'PROJECTION_MISMATCH')
        .length ?? NaN,
    );
    expect(found).toMatchObject({
      models: 1,
      covered: ['chain', 'documents', 'projections'],
      notCovered: expect.arrayContaining([
        {
          section: 'documents',
          reason: expect.stringMatching(/^what 2 altered and 1 missing/),
        },
        {
          section: 'projections',
          reason: expect.stringMatching(/^the rows of 1 models/),
        },
      ]),
    });
    await editPayload(7);
    expect((await store.verify()).covered).toEqual(['chain', 'documents']);
  });

  it.each([
    ['an edited payload', 2, editPayload],
    [
      'an edited hash',
      2,
      (position: number) =>
        knex('events')
          .where({ position })
          .update({ hash: sha256('x') }),
    ],
    [
      'an edited column that links',
      2,
      (position: number) =>
        knex('events')
          .where({ position })
          .update({ previous_hash: sha256('x') }),
    ],
    [
      'an edited sequence',
      2,
      (position: number) =>
        knex('events').where({ position }).update({ sequence: 99 }),
    ],
    [
      'a removed event',
      2,
      (position: number) => knex('events').where({ position }).delete(),
    ],
  ])('counts one problem once: %s', async (_, position, harm) => {
    await harm(position);
    const { problemCount, problems } = await store.verify();
    expect([problemCount, problems?.[0].position]).toEqual([1, position]);
  });

  it('finds an edited payload', async () => {
    await knex('events')
      .where({ position: 11 })
      .update({ payload: (await row(11)).payload.replace('0.02', '0.01') });
    expect(await problem()).toMatchObject({ kind: 'EDITED', position: 11 });
  });

  it.each([
    ['actor', 'user:default/eve'],
    ['type', 'ModelRetired'],
    ['recorded_at', '2026-01-01T00:00:00.000Z'],
    ['id', 'ev-other'],
    ['schema_version', 9],
    ['previous_hash', sha256('other')],
    ['hash', sha256('other')],
  ])('finds an edited column %s', async (column, value) => {
    await knex('events')
      .where({ position: 7 })
      .update({ [column]: value });
    expect(await problem()).toMatchObject({ kind: 'EDITED', position: 7 });
  });

  it('finds an event that was written anew with its own hash', async () => {
    await forge(7, { actor: 'user:default/eve' });
    expect(await problem()).toMatchObject({
      kind: 'CHAIN_BROKEN',
      position: 8,
    });
  });

  it('finds the last event written anew', async () => {
    await forge(12, { actor: 'user:default/eve' });
    expect(await problem()).toMatchObject({
      kind: 'HEAD_MISMATCH',
      position: 12,
    });
  });

  it('finds a removed event', async () => {
    await knex('events').where({ position: 4 }).delete();
    expect(await problem()).toMatchObject({ kind: 'MISSING', position: 4 });
  });

  it('finds a removed event whose gap was closed', async () => {
    await knex('events').where({ position: 4 }).delete();
    for (let position = 5; position <= 12; position += 1) {
      await forge(position, { position: position - 1 });
    }
    expect(await problem()).toMatchObject({
      kind: 'CHAIN_BROKEN',
      position: 4,
    });
  });

  it('finds a removed stream', async () => {
    const b = await store.findModel({ modelRef: 'mlmodel:default/b' });
    await knex('events').where({ stream_id: b?.id }).delete();
    expect(await problem()).toMatchObject({ kind: 'MISSING', position: 6 });
  });

  it('finds a cut tail', async () => {
    await knex('events').where('position', '>', 10).delete();
    expect(await problem()).toMatchObject({ kind: 'TAIL_CUT', position: 11 });
  });

  it('finds an event appended past the head', async () => {
    const last = await row(12);
    const payload = canonicalJson({
      ...JSON.parse(last.payload),
      id: 'ev-forged',
      position: 13,
      sequence: 8,
      previous_hash: last.hash,
    });
    const { data: _, ...columns } = JSON.parse(payload);
    await knex('events').insert({ ...columns, payload, hash: sha256(payload) });
    expect(await problem()).toMatchObject({
      kind: 'BEYOND_HEAD',
      position: 13,
    });
  });

  it('finds an inserted event', async () => {
    for (let position = 12; position >= 8; position -= 1) {
      await forge(position, { position: position + 1 });
    }
    const seventh = await row(7);
    const payload = canonicalJson({
      ...JSON.parse(seventh.payload),
      id: 'ev-forged',
      position: 8,
      sequence: 99,
      previous_hash: seventh.hash,
    });
    const { data: _, ...columns } = JSON.parse(payload);
    await knex('events').insert({ ...columns, payload, hash: sha256(payload) });
    expect((await problem())?.kind).toMatch(/^(MISSING|CHAIN_BROKEN)$/);
  });

  it('finds two events that changed places', async () => {
    const [three, four] = [await row(3), await row(4)];
    await forge(3, { position: 99, sequence: 99 });
    await forge(4, {
      ...JSON.parse(three.payload),
      position: 4,
      id: 'ev-moving',
    });
    await forge(99, { ...JSON.parse(four.payload), position: 3 });
    expect((await problem())?.position).toBe(3);
  });

  it('finds projections that show another history', async () => {
    await knex('models').where({ name: 'b' }).update({ sequence: 1 });
    expect(await problem()).toMatchObject({ kind: 'PROJECTION_MISMATCH' });
    await store.rebuild();
    expect(await store.verify()).toMatchObject({ ok: true });
    await knex('models').where({ name: 'b' }).delete();
    expect(await problem()).toMatchObject({ kind: 'PROJECTION_MISMATCH' });
    await knex('registry_head').update({ projected_position: 3 });
    expect(await problem()).toMatchObject({ kind: 'PROJECTION_BEHIND' });
    await store.rebuild();
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('lets eight writers append at once, gapless and without a deadlock', async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 6; turn += 1) {
        await store.execute(
          aMeasurement({
            modelRef: `mlmodel:default/${turn % 2 === 0 ? 'a' : 'b'}`,
            metric: `m${writer}`,
          }),
          { by: `user:default/w${writer}` },
        );
      }
    });
    await Promise.all(writers);
    expect(await store.verify()).toMatchObject({
      ok: true,
      position: 12 + 8 * 6 * 2,
    });
  });
});
