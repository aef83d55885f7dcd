import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { eachDatabase } from '../../__testUtils__/eachDatabase';
import { createStores, Stores } from '../../createStores';
import type { ClusterObservation } from '../../ObservationStore';

const look = (
  cluster: string,
  problems: string[] = [],
): ClusterObservation => ({
  cluster,
  observedAt: '2026-03-01T12:00:00.000Z',
  workloads: [],
  rollouts: [],
  problems,
});

eachDatabase('ObservationReader', init => {
  let knex: Knex;
  let stores: Stores;
  const open = () =>
    createStores({ database: knex, logger: mockServices.logger.mock() });

  beforeEach(async () => {
    knex = await init();
    stores = await open();
  });

  it('P2: a look that stands is read and parsed once, however many pages ask for it', async () => {
    await stores.observations.save(look('east'), 1);
    await stores.observations.save(look('west'), 1);
    const first = await stores.observations.all();
    const sent: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => sent.push(sql));
    const second = await stores.observations.all();
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toMatch(/document|\*/);
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
  });

  it('P2: a newer look of whichever replica is what is read next', async () => {
    const other = await open();
    await stores.observations.save(look('east'), 1);
    const [before] = await stores.observations.all();
    await stores.observations.save(look('west'), 1);
    await other.observations.save(look('east', ['unreadable']), 2);
    const after = await stores.observations.all();
    expect(after.map(({ problems }) => problems)).toEqual([['unreadable'], []]);
    expect(before.problems).toEqual([]);
    // one that is refused changes nothing; one of the same instant is this process's own
    await stores.observations.save(look('east', ['older']), 1);
    await stores.observations.save(look('west', ['again']), 1);
    const last = await stores.observations.all();
    expect(last.map(({ problems }) => problems)).toEqual([
      ['unreadable'],
      ['again'],
    ]);
    await knex('observations').where({ cluster: 'west' }).delete();
    expect(await stores.observations.all()).toHaveLength(1);
  });
});
