import type { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterSnapshot,
  WorkloadSource,
} from '@ml-models/backstage-plugin-ml-models-node';
import { createStores, Stores } from '../store/createStores';
import { aRegistration } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { DeclaredEntities } from './DeclaredEntities';
import { ServingRecorder } from './history/ServingRecorder';
import { PresentServing } from './PresentServing';
import { RegisteredModels } from './RegisteredModels';
import { ServingObserver } from './ServingObserver';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'scorer', namespace: 'ml' },
  spec: {
    template: {
      metadata: { annotations: { 'ml-models/model': 'mlmodel:default/lora' } },
      spec: {
        containers: [
          { name: 'scorer', image: 'scorer:1', ports: [{ containerPort: 80 }] },
        ],
      },
    },
  },
};
const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'ml' },
};

/** Declares a digest that nobody registered. */
const madeUp: Entity = {
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: 'lora' },
  spec: { artifacts: [{ path: 'm', digest: `sha256:${'f'.repeat(64)}` }] },
};

eachDatabase('ServingObserver', init => {
  const signal = new AbortController().signal;
  let stores: Stores;
  let snapshot: Omit<ClusterSnapshot, 'cluster' | 'source'> | Error;
  let observer: ServingObserver;
  const failed = jest.fn();

  const lookAt = async (
    observedAt: string,
    objects: ClusterSnapshot['objects'] = [namespace, deployment],
    problems: string[] = [],
  ) => {
    snapshot = { observedAt, objects, problems };
    await observer.look(signal);
  };

  const types = async () => {
    const model = await stores.models.findModel({
      modelRef: 'mlmodel:default/lora',
    });
    const { items } = await stores.models.listEvents(model!.id, {
      after: 5,
      limit: 100,
      order: 'asc',
    });
    return items.map(({ type }) => type);
  };

  beforeEach(async () => {
    stores = await createStores({
      database: await init(),
      logger: mockServices.logger.mock(),
    });
    failed.mockClear();
    const source: WorkloadSource = {
      name: 'test',
      async observe() {
        if (snapshot instanceof Error) {
          throw snapshot;
        }
        return [{ cluster: 'demo', source: 'manifests', ...snapshot }];
      },
    };
    observer = new ServingObserver({
      sources: [source],
      observations: stores.observations,
      recorder: new ServingRecorder(stores.models),
      entities: async () => [madeUp],
      registered: new RegisteredModels(stores.models),
      declared: new DeclaredEntities(stores.models),
      failed,
      now: stores.now,
      logger: mockServices.logger.mock(),
    });
    snapshot = {
      observedAt: '2026-01-31T12:00:00.000Z',
      objects: [namespace, deployment],
      problems: [],
    };
  });

  it('records a deployment once, also when the model is registered later', async () => {
    await observer.look(signal);
    await stores.models.execute(aRegistration(), { by: 'user:default/ada' });
    await lookAt('2026-01-31T12:00:30.000Z');
    expect(await types()).toEqual(['ModelDeployed', 'PostureChanged']);
    await lookAt('2026-01-31T12:01:00.000Z');
    expect(await types()).toEqual(['ModelDeployed', 'PostureChanged']);
  });

  it('R6: a look dated ahead of the registry is dated by the registry, and keeps no later one out', async () => {
    await lookAt('2099-01-01T00:00:00.000Z');
    const [ahead] = await stores.observations.all();
    expect(Date.parse(ahead.observedAt)).toBeLessThanOrEqual(Date.now() + 1000);
    await lookAt('2099-01-01T00:00:00.000Z', [namespace]);
    const [after] = await stores.observations.all();
    expect(after.workloads).toEqual([]);
  });

  it('records that it is gone, and keeps the last look when nothing can be read', async () => {
    await stores.models.execute(aRegistration(), { by: 'user:default/ada' });
    await observer.look(signal);
    snapshot = new Error('the folder is gone');
    await observer.look(signal);
    expect(failed).toHaveBeenCalledWith('test');
    expect((await stores.observations.all())[0].workloads).toHaveLength(1);
    expect(await types()).not.toContain('ModelUndeployed');

    const unreadable = ['b.yaml: not readable'];
    await lookAt('2026-01-31T12:02:00.000Z', [namespace], unreadable);
    await lookAt('2026-01-31T12:02:30.000Z', [namespace], unreadable);
    expect(await types()).toEqual(['ModelDeployed', 'PostureChanged']);
    // it may stand in the file that could not be read
    const [{ workloads }] = await stores.observations.all();
    expect(workloads).toMatchObject([
      {
        dataPlane: {
          value: 'unknown',
          evidence: [{ params: { observedAt: '2026-01-31T12:00:00.000Z' } }],
        },
      },
    ]);

    // what was gone while something was unreadable is recorded by the next whole look
    await lookAt('2026-01-31T12:03:00.000Z', [namespace]);
    expect(await types()).toContain('ModelUndeployed');
  });

  it('P1: compares with what is registered, not with what the catalog declares', async () => {
    await stores.models.execute(aRegistration(), { by: 'user:default/ada' });
    const claiming = (digest: string) => ({
      ...deployment,
      metadata: {
        ...deployment.metadata,
        annotations: { 'ml-models/digest': digest },
      },
    });
    const joined = async () =>
      (await stores.observations.all())[0].workloads[0].model;

    await lookAt('2026-01-31T12:00:00.000Z', [
      namespace,
      claiming(`sha256:${'f'.repeat(64)}`),
    ]);
    expect(await joined()).toMatchObject({ servedBytes: 'claimed' });
    expect(await joined()).not.toHaveProperty('manifestDigest');
    const { manifestDigest } = aRegistration();
    await lookAt('2026-01-31T12:00:30.000Z', [
      namespace,
      claiming(manifestDigest),
    ]);
    expect(await joined()).toMatchObject({
      servedBytes: 'claimed',
      manifestDigest,
      version: 'v1',
    });
  });

  it('serves an old look as unknown', async () => {
    await observer.look(signal);
    const serving = async (now: string) => {
      const deploymentsOf = await new PresentServing({
        observations: stores.observations,
        clusters: ['demo', 'other'],
        staleAfterMs: 60_000,
        now: () => new Date(now),
      }).read();
      return deploymentsOf('mlmodel:default/lora');
    };

    const fresh = await serving('2026-01-31T12:01:00Z');
    expect(fresh.workloads[0].dataPlane.value).toBe('none');
    expect(fresh.sources).toEqual([
      {
        cluster: 'demo',
        observedAt: '2026-01-31T12:00:00.000Z',
        stale: false,
        problems: [],
      },
      {
        cluster: 'other',
        observedAt: null,
        stale: true,
        problems: ['Not looked at yet'],
      },
    ]);
    const old = await serving('2026-01-31T12:01:01Z');
    expect(old.sources[0].stale).toBe(true);
    expect(old.workloads[0]).toMatchObject({
      dataPlane: { value: 'unknown', level: 'unknown' },
      ports: [{ mtls: { verdict: 'unknown' } }],
      model: { servedBytes: 'unknown' },
    });
  });
});
