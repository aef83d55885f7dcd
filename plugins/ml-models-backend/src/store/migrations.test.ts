import { mockServices } from '@backstage/backend-test-utils';
import { createModelStore } from './createModelStore';
import { createStores } from './createStores';
import { aRegistration, givingDocuments } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { tablesOf } from './__testUtils__/tablesOf';

const directory = `${__dirname}/../../migrations`;

eachDatabase('migrations', init => {
  it('go up and down one by one, and up again', async () => {
    const knex = await init();
    const [, files]: [unknown, unknown[]] = await knex.migrate.list({
      directory,
    });
    const steps: string[][] = [await tablesOf(knex)];
    for (const _ of files) {
      await knex.migrate.up({ directory });
      steps.push(await tablesOf(knex));
    }
    expect(steps[0]).toEqual([]);
    expect(steps[files.length]).toContain('events');
    for (const expected of steps.slice(0, -1).reverse()) {
      await knex.migrate.down({ directory });
      expect(await tablesOf(knex)).toEqual(expected);
    }
    await knex.migrate.latest({ directory });
    expect(await tablesOf(knex)).toEqual(steps[files.length]);

    const store = givingDocuments(
      await createModelStore({
        database: knex,
        logger: mockServices.logger.mock(),
      }),
    );
    await store.execute(aRegistration(), { by: 'user:default/ada' });
    expect(await store.verify()).toMatchObject({ ok: true, position: 5 });
  });

  it('leave an open upload set to who opened it, and are taken back', async () => {
    const knex = await init();
    const set = (id: string, createdBy: string) => ({
      id,
      model_ref: 'mlmodel:default/lora',
      version: 'v1',
      state: 'open',
      open_key: id,
      created_by: createdBy,
      created_at: '2026-03-01T12:00:00.000Z',
      updated_at: '2026-03-01T12:00:00.000Z',
    });
    const migrateTo = async (last: string) => {
      const [, pending]: [unknown, { file: string }[]] =
        await knex.migrate.list({ directory });
      for (const { file } of pending) {
        await knex.migrate.up({ directory });
        if (file === last) {
          return;
        }
      }
    };
    await migrateTo('20261120000004_observed_concern.js');
    await knex('staged_uploads').insert(set('stg-00', 'user:default/ada'));
    await migrateTo('20261129000001_uploads_of_callers.js');
    const { stagings } = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    const of = (createdBy: string) => ({
      modelRef: 'mlmodel:default/lora',
      version: 'v1',
      createdBy,
    });
    expect(await stagings.findOpen(of('user:default/ada'))).toMatchObject({
      id: 'stg-00',
    });
    expect(await stagings.findOpen(of('user:default/bob'))).toBeUndefined();
    const { id } = await stagings.openStaging(of('user:default/bob'), 'here');
    while ((await knex.migrate.currentVersion({ directory })) >= '20261129') {
      await knex.migrate.down({ directory });
    }
    const states = await knex('staged_uploads')
      .orderBy('id')
      .select('id', 'state');
    // one per reference and label again; the purge of idle sets takes the other
    expect(states).toEqual(
      expect.arrayContaining([
        { id: 'stg-00', state: 'open' },
        { id, state: 'closed' },
      ]),
    );
    await knex.migrate.latest({ directory });
    const ages = { idleMs: 315_360_000_000, lostMs: 3_600_000 };
    await stagings.purge('unknown', ages);
    expect(await stagings.get(id)).toBeUndefined();
    expect(await stagings.findOpen(of('user:default/ada'))).toMatchObject({
      id: 'stg-00',
    });
  });
});
