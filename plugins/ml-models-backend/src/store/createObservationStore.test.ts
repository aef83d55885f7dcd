import { mockServices } from '@backstage/backend-test-utils';
import { assessPosture, PostureReport } from '@ml-models/serving-posture';
import { createStores, Stores } from './createStores';
import { problemsOf } from '../domain/problems/problemsOf';
import { aDocument, aRegistration } from './__testUtils__/commands';
import type { ClusterObservation } from './ObservationStore';
import { eachDatabase } from './__testUtils__/eachDatabase';

const ref = 'mlmodel:default/lora';

/** A Deployment annotated with its model, and a 90/10 split of its service. */
function posture(): PostureReport {
  return assessPosture({
    cluster: 'prod',
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'lora-trainer', namespace: 'lora' },
        spec: {
          selector: { matchLabels: { app: 'lora-trainer' } },
          template: {
            metadata: {
              labels: { app: 'lora-trainer' },
              annotations: { 'ml-models/model': ref },
            },
            spec: {
              containers: [
                {
                  name: 'main',
                  image: 'example.com/lora:1',
                  ports: [{ containerPort: 8080, name: 'http' }],
                },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'lora-trainer-route', namespace: 'lora' },
        spec: {
          hosts: ['lora-trainer'],
          http: [
            {
              route: [
                {
                  destination: { host: 'lora-trainer', subset: 'v1' },
                  weight: 90,
                },
                {
                  destination: { host: 'lora-trainer', subset: 'v2' },
                  weight: 10,
                },
              ],
            },
          ],
        },
      },
    ],
  });
}

eachDatabase('createObservationStore', init => {
  let stores: Stores;
  const observed = (
    changes: Partial<Pick<PostureReport, 'workloads' | 'rollouts'>> = {},
  ): ClusterObservation => ({
    cluster: 'prod',
    observedAt: '2026-03-01T12:00:00.000Z',
    ...posture(),
    problems: [],
    ...changes,
  });

  beforeEach(async () => {
    stores = await createStores({
      database: await init(),
      logger: mockServices.logger.mock(),
    });
  });

  it('gives a model its workloads and their rollouts', async () => {
    const { observations } = stores;
    expect(await observations.save(observed(), 1)).toBe(true);
    const [seen] = await observations.forModel(ref);
    expect(seen.workloads.map(({ owner }) => owner.name)).toEqual([
      'lora-trainer',
    ]);
    expect(seen.rollouts.map(({ name }) => name)).toEqual([
      'lora-trainer-route',
    ]);
    const [other] = await observations.forModel('mlmodel:default/other');
    expect(other).toMatchObject({
      cluster: 'prod',
      workloads: [],
      rollouts: [],
    });
  });

  it('refuses what an older epoch saw', async () => {
    const { observations } = stores;
    await observations.save(observed(), 2);
    expect(
      await observations.save(observed({ workloads: [], rollouts: [] }), 1),
    ).toBe(false);
    expect((await observations.all())[0].workloads).toHaveLength(1);
    expect(
      await observations.save(observed({ workloads: [], rollouts: [] }), 2),
    ).toBe(true);
    expect((await observations.all())[0].workloads).toHaveLength(0);
  });

  it('lets lists filter by serving, and knows nothing before the first look', async () => {
    const { models, observations } = stores;
    const by = 'user:default/ada';
    await models.execute(aRegistration(), { by });
    await models.execute(aRegistration({ modelRef: 'mlmodel:default/idle' }), {
      by,
    });
    const names = async (query: { served?: string[]; mesh?: string[] }) =>
      (await models.listModels(query, { sort: 'name', limit: 10 })).items.map(
        ({ modelRef }) => modelRef,
      );

    expect(await names({ served: ['no'] })).toEqual([]);
    expect((await models.facets({})).attention).toBe(0);
    await observations.save(observed(), 1);
    expect(await names({ served: ['no'] })).toEqual(['mlmodel:default/idle']);
    expect(await names({ served: ['yes'] })).toEqual([ref]);
    expect(await names({ served: ['canary', 'no'] })).toEqual([
      'mlmodel:default/idle',
      ref,
    ]);
    const { facets, attention } = await models.facets({});
    // without a mesh, an image by tag, subsets that nobody defines
    expect(attention).toBe(1);
    expect((await models.facets({ served: ['no'] })).attention).toBe(0);
    expect(facets.served).toEqual([
      { value: 'yes', count: 1 },
      { value: 'no', count: 1 },
      { value: 'canary', count: 1 },
    ]);
    expect(await names({ mesh: [facets.mesh[0].value] })).toEqual([ref]);
  });

  describe('versions in service', () => {
    const by = 'user:default/ada';
    let now = new Date('2026-03-01T12:01:00.000Z');
    const serving = (version: string | null): ClusterObservation => {
      const seen = observed();
      return {
        ...seen,
        workloads: seen.workloads.map(workload => ({
          ...workload,
          model: { ...workload.model, version },
          ports: workload.ports.map(port => ({
            ...port,
            mtls: { ...port.mtls, verdict: 'enforced-unconfirmed' as const },
          })),
        })),
      };
    };
    const words = async () =>
      (await stores.models.facets({})).facets.inService.map(
        ({ value, count }) => `${value} ${count}`,
      );
    const listed = async (inService: string[]) =>
      (
        await stores.models.listModels(
          { inService },
          { sort: 'name', limit: 10 },
        )
      ).items.map(({ modelRef }) => modelRef);
    const attention = async () => (await stores.models.facets({})).attention;
    const block = (to: 'blocked' | 'unblocked') =>
      stores.models.execute(
        {
          type: 'TransitionVersion',
          modelRef: ref,
          version: 'v1',
          to,
          reason: aDocument('why').reference,
          reasonText: 'why',
        },
        { by, documents: [aDocument('why').bytes] },
      );

    beforeEach(async () => {
      now = new Date('2026-03-01T12:01:00.000Z');
      stores = await createStores({
        database: await init(),
        logger: mockServices.logger.mock(),
        clock: () => now,
        servingStaleAfterMs: 5 * 60_000,
      });
      await stores.models.execute(aRegistration(), { by });
      await stores.models.execute(
        aRegistration({ version: 'v2', bytes: 'the bytes of v2' }),
        { by },
      );
    });

    it('P14: are found by their words, and follow each stage that changes and each look', async () => {
      await stores.observations.save(serving('v1'), 1);
      expect(await words()).toEqual(['validated 1']);
      await block('blocked');
      expect(await words()).toEqual(['blocked 1']);
      expect(await listed(['blocked'])).toEqual([ref]);
      expect(await listed(['validated', 'mismatch'])).toEqual([]);
      await stores.observations.save(serving('v2'), 2);
      expect(await words()).toEqual(['validated 1']);
      await stores.observations.save(serving('v9'), 3);
      expect(await words()).toEqual(['unregistered 1']);
      await stores.observations.save(
        { ...observed(), workloads: [], rollouts: [] },
        4,
      );
      expect(await words()).toEqual([]);
    });

    it('P14: a look before the registration is joined by the registration', async () => {
      await stores.observations.save(serving('v3'), 1);
      expect(await words()).toEqual(['unregistered 1']);
      await stores.models.execute(
        aRegistration({ version: 'v3', bytes: 'the bytes of v3' }),
        { by },
      );
      expect(await words()).toEqual(['validated 1']);
    });

    it('are the same after a rebuild, and so is what asks for a person', async () => {
      await stores.observations.save(serving('v1'), 1);
      await block('blocked');
      const before = [await words(), await attention()];
      await stores.models.rebuild();
      expect([await words(), await attention()]).toEqual(before);
      expect(before).toEqual([['blocked 1'], 1]);
    });

    it('P20: what an old look said is said no more, but an alarm stays', async () => {
      await stores.observations.save(serving('v1'), 1);
      const listedBy = async (query: { served?: string[]; mesh?: string[] }) =>
        (await stores.models.listModels(query, { sort: 'name', limit: 10 }))
          .items.length;
      const canaries = () => listedBy({ served: ['canary'] });
      expect(await canaries()).toBe(1);
      expect(await listedBy({ mesh: ['unknown'] })).toBe(0);
      now = new Date('2026-03-01T13:00:00.000Z');
      expect(await canaries()).toBe(0);
      expect(await listedBy({ mesh: ['unknown'] })).toBe(1);
      expect(await words()).toEqual(['unknown 1']);
      expect(await listed(['unknown'])).toEqual([ref]);
      await block('blocked');
      expect(await words()).toEqual(['blocked 1']);
      // nobody can say that something is not served any more
      await stores.observations.save(
        { ...observed(), cluster: 'other', workloads: [], rollouts: [] },
        1,
      );
      await stores.models.execute(
        aRegistration({ modelRef: 'mlmodel:default/idle' }),
        { by },
      );
      expect(await listedBy({ served: ['no'] })).toBe(0);
    });

    it('the flag that lists count agrees with the problems of the model', async () => {
      const quiet = assessPosture({
        cluster: 'prod',
        objects: [],
      });
      const cases: [string, () => Promise<unknown>][] = [
        ['nothing seen', () => stores.observations.save(observed(quiet), 1)],
        ['seen', () => stores.observations.save(serving('v1'), 2)],
        ['blocked in service', () => block('blocked')],
        ['not served', () => stores.observations.save(observed(quiet), 3)],
        ['lifted', () => block('unblocked')],
        ['unregistered', () => stores.observations.save(serving('v9'), 4)],
      ];
      for (const [what, change] of cases) {
        await change();
        const state = await stores.models.findModel({ modelRef: ref });
        const [seen] = await stores.observations.forModel(ref);
        const problems = problemsOf(state!, seen);
        expect([what, await attention()]).toEqual([
          what,
          problems.length > 0 ? 1 : 0,
        ]);
      }
    });
  });
});
