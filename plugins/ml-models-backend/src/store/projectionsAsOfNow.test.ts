import { mockServices } from '@backstage/backend-test-utils';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import type { Knex } from 'knex';
import { createModelStore } from './createModelStore';
import { aMeasurement, aRegistration } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { PROJECTION_VERSION } from './operations/projections/projectionVersion';

const by = 'user:default/ada';

eachDatabase('projections as of now', init => {
  const open = (database: Knex, now = '2026-03-01T12:00:00.000Z') =>
    createModelStore({
      database,
      logger: mockServices.logger.mock(),
      clock: () => new Date(now),
      driftDemands: DEFAULT_GOVERNANCE_POLICY.drift.demands,
    });

  it('P7: a good measurement that grew too old is found as unknown, not as good', async () => {
    const database = await init();
    const then = await open(database);
    await then.execute(aRegistration(), { by });
    await then.execute(aMeasurement({ score: 0.01 }), { by });
    const said = async (now: string) => {
      const store = await open(database, now);
      const found = async (risk: string) =>
        (await store.listModels({ risk: [risk] }, { sort: 'name', limit: 10 }))
          .items.length;
      return {
        none: await found('none'),
        unknown: await found('unknown'),
        facet: (await store.facets({})).facets.risk,
        summary: (await store.summary({})).byRisk,
      };
    };
    expect(await said('2026-03-02T12:00:00.000Z')).toEqual({
      none: 1,
      unknown: 0,
      facet: [{ value: 'none', count: 1 }],
      summary: { none: 1 },
    });
    expect(await said('2026-06-01T12:00:00.000Z')).toEqual({
      none: 0,
      unknown: 1,
      facet: [{ value: 'unknown', count: 1 }],
      summary: { unknown: 1 },
    });
  });

  it('a breach stays what it is, however old', async () => {
    const database = await init();
    const then = await open(database);
    await then.execute(aRegistration(), { by });
    await then.execute(aMeasurement({ score: 0.9 }), { by });
    const store = await open(database, '2030-01-01T00:00:00.000Z');
    expect((await store.facets({})).facets.risk).toEqual([
      { value: 'review', count: 1 },
    ]);
  });

  it('rows that other code wrote are projected anew when the store is opened', async () => {
    const database = await init();
    const { state } = await (
      await open(database)
    ).execute(aRegistration(), { by });
    await database('models').update({ risk: 'none' });
    await database('model_states').update({ state: '{"versions":[]}' });
    await database('registry_head').update({
      projection_version: PROJECTION_VERSION - 1,
    });
    const [one, other] = await Promise.all([open(database), open(database)]);
    for (const store of [one, other]) {
      expect(await store.findModel({ id: state.id })).toEqual(state);
    }
    expect((await one.facets({})).facets.risk).toEqual([
      { value: 'unknown', count: 1 },
    ]);
  });
});
