import { mockServices } from '@backstage/backend-test-utils';
import { assessPosture, PostureReport } from '@ml-models/serving-posture';
import { createStores, Stores } from './createStores';
import { aRegistration } from './__testUtils__/commands';
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
});
