import { mockServices } from '@backstage/backend-test-utils';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import type { WorkloadPosture } from '@ml-models/serving-posture';
import type { Knex } from 'knex';
import { aWorkload } from '../../domain/__testUtils__/aWorkload';
import {
  aDeclaration,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../__testUtils__/commands';
import { eachDatabase } from '../__testUtils__/eachDatabase';
import { createStores, Stores } from '../createStores';
import type { ModelQuery } from '../ModelStore';
import { FacetName, FACETS } from './FacetName';

const by = 'user:default/ada';
const DAY_MS = 24 * 3600_000;
const MODELS = 12;
const TIERS = ['tier-1', 'tier-2', 'tier-3'] as const;
const refOf = (index: number) => `mlmodel:default/model-${index}`;

const QUERIES: ModelQuery[] = [
  {},
  { text: 'model-1' },
  { text: 'nowhere' },
  { tier: ['tier-2'] },
  { tier: ['tier-2'], owner: ['group:default/team-0'] },
  { risk: ['none', 'unknown'], stage: ['validated'] },
  { risk: ['unknown'] },
  { mesh: ['unknown'], attention: ['yes'] },
  { mesh: ['enforced-confirmed', 'contradiction'] },
  { served: ['yes'] },
  { served: ['no'], inService: ['nobody says so'] },
  { attention: ['no'], lifecycle: ['production'] },
  { modelRef: [refOf(1), refOf(2)] },
  { system: ['system:default/none'] },
  { access: { anyOf: [] } },
  { access: { anyOf: [{ owners: ['group:default/team-1'] }] } },
  {
    tier: ['tier-1'],
    access: {
      anyOf: [
        { owners: ['group:default/team-1'], not: true },
        { tiers: ['tier-3'], stages: ['validated'], namespaces: ['default'] },
      ],
    },
  },
];

/** Values that a facet can have although nothing has them. */
const OTHER_VALUES: Partial<Record<FacetName, string[]>> = {
  risk: ['none', 'monitor', 'review', 'block', 'unknown'],
  mesh: ['enforced-confirmed', 'plaintext', 'unknown'],
  served: ['yes', 'no', 'canary'],
  attention: ['yes', 'no'],
};

eachDatabase('ModelCounter', init => {
  let database: Knex;
  let stores: Stores;
  let now: Date;

  const open = () =>
    createStores({
      database,
      logger: mockServices.logger.mock(),
      clock: () => new Date(now),
      servingStaleAfterMs: 10 * 60_000,
      driftDemands: DEFAULT_GOVERNANCE_POLICY.drift.demands,
    });
  const register = (index: number, on = stores) =>
    on.models.execute(
      aRegistration({
        modelRef: refOf(index),
        declaration: aDeclaration({
          modelRef: refOf(index),
          owner: `group:default/team-${index % 3}`,
          tier: TIERS[index % 3],
          lifecycle: index % 2 === 0 ? 'production' : 'experimental',
          ...(index % 4 === 0 && { system: 'system:default/scores' }),
        }),
        bytes: `bytes of ${index}`,
        ...(index % 5 === 0 && {
          artifacts: [anArtifact({ inspection_status: 'unsupported' })],
          unsupported: true,
        }),
      }),
      { by },
    );
  const look = (cluster: string, indexes: number[], problems: string[] = []) =>
    stores.observations.save(
      {
        cluster,
        observedAt: now.toISOString(),
        // one of them has no port, and no verdict with it
        workloads: indexes.map((index, at): WorkloadPosture => {
          const workload: WorkloadPosture = JSON.parse(
            JSON.stringify(
              aWorkload(index % 2 === 0 ? 'enforced-confirmed' : 'plaintext'),
            ),
          );
          return {
            ...workload,
            ports: at === 2 ? [] : workload.ports,
            owner: { kind: 'Deployment', name: `serves-${index}` },
            model: { ...workload.model, ref: refOf(index) },
          };
        }),
        rollouts: [],
        problems,
      },
      now.getTime(),
    );
  const found = async (query: ModelQuery) =>
    (await stores.models.listModels(query, { sort: 'name', limit: 1000 })).items
      .length;

  /** What lists find, value by value, is what the facets count. */
  const expectCounted = async (query: ModelQuery) => {
    const { facets, total } = await stores.models.facets(query);
    expect(total).toBe(await found(query));
    const { models } = await stores.models.summary(query);
    expect(models).toBe(total);
    for (const facet of FACETS) {
      const counts = facets[facet];
      for (const { value, count } of counts) {
        expect({
          facet,
          value,
          count: await found({ ...query, [facet]: [value] }),
        }).toEqual({ facet, value, count });
      }
      const others = OTHER_VALUES[facet]?.filter(
        value => !counts.some(each => each.value === value),
      );
      expect(
        others?.length ? await found({ ...query, [facet]: others }) : 0,
      ).toBe(0);
    }
  };

  beforeEach(async () => {
    now = new Date('2026-03-01T12:00:00.000Z');
    database = await init();
    stores = await open();
  });

  it('P2: counts are what lists find, as models change, clusters are looked at and time passes', async () => {
    let counted = 0;
    const expectAllCounted = async () => {
      for (const query of QUERIES) {
        await expectCounted(query);
        counted += 1;
      }
    };
    await expectAllCounted();
    for (let index = 0; index < MODELS; index++) {
      await register(index);
    }
    await expectAllCounted();
    for (const [index, score] of [
      [1, 0.01],
      [2, 0.02],
      [3, 0.9],
      [4, 0.01],
    ] as const) {
      await stores.models.execute(
        aMeasurement({ modelRef: refOf(index), score }),
        { by },
      );
    }
    await look('east', [1, 2, 6]);
    await look('west', [2, 7, 40]);
    await expectAllCounted();

    now = new Date(now.getTime() + 5 * 60_000);
    await look('east', [2, 3]);
    await stores.models.execute(
      { type: 'RemoveFromCatalog', modelRef: refOf(7) },
      { by },
    );
    await expectAllCounted();

    // the look at the west is too old by now, that at the east is not
    now = new Date(now.getTime() + 8 * 60_000);
    await expectAllCounted();
    await look('west', [], ['could not be read']);
    await expectAllCounted();

    for (const days of [2, 10, 40, 400]) {
      now = new Date(now.getTime() + days * DAY_MS);
      await expectAllCounted();
    }
    expect(counted).toBe(10 * QUERIES.length);
  });

  it('P2: what another replica commits is counted by the next question', async () => {
    const other = await open();
    expect(await stores.models.facets({})).toMatchObject({ total: 0 });
    await register(1, other);
    expect(await stores.models.facets({})).toMatchObject({ total: 1 });
    await Promise.all([2, 3, 4].map(index => register(index, other)));
    const asked = await Promise.all(
      [1, 2, 3].map(() => stores.models.summary({})),
    );
    expect(asked.map(({ models }) => models)).toEqual([4, 4, 4]);
  });

  it('P2: rows that a rebuild replaced are counted anew, and those it removed no more', async () => {
    await register(1);
    await register(2);
    const [row] = await database('models').select('*').limit(1);
    await database('models').insert({ ...row, id: 'mdl-unfounded' });
    await database('models').update({ stage: 'retired' });
    const other = await open();
    expect((await other.models.facets({})).facets.stage).toEqual([
      { value: 'retired', count: 3 },
    ]);
    await stores.models.rebuild();
    expect((await other.models.facets({})).facets.stage).toEqual([
      { value: 'validated', count: 2 },
    ]);
  });

  it('P2: facets and the summary of many models ask no more than those of few', async () => {
    const statements = async () => {
      let count = 0;
      const counted = () => {
        count += 1;
      };
      database.on('query', counted);
      await stores.models.facets({});
      await stores.models.summary({});
      await stores.models.facets({ tier: ['tier-2'], served: ['yes'] });
      database.removeListener('query', counted);
      return count;
    };
    await register(0);
    await stores.models.facets({});
    const few = await statements();
    for (let index = 1; index < MODELS; index++) {
      await register(index);
    }
    await look('east', [1, 2, 3]);
    await stores.models.facets({});
    expect(await statements()).toBe(few);
    expect(few).toBeLessThanOrEqual(8);
  });

  it('P2: a count that failed is asked for again', async () => {
    await register(1);
    await database.schema.renameTable('models', 'models_away');
    await expect(stores.models.facets({})).rejects.toThrow();
    await database.schema.renameTable('models_away', 'models');
    expect(await stores.models.facets({})).toMatchObject({ total: 1 });
  });
});
