import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import {
  EventParams,
  EventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import {
  EVENT_TOPIC,
  NUDGE_TOPIC,
} from '@ml-models/backstage-plugin-ml-models-common';
import {
  AttestationVerifier,
  mlModelsIngestionExtensionPoint,
  mlModelsServingExtensionPoint,
} from '@ml-models/backstage-plugin-ml-models-node';
import { anEntity } from './http/__testUtils__/anEntity';
import { aSafetensors } from './http/__testUtils__/aSafetensors';
import {
  RunningRegistry,
  startRegistry,
} from './http/__testUtils__/startRegistry';
import { eachDatabase } from './store/__testUtils__/eachDatabase';

const V1 = '/models/default/lora/versions/1.0.0';

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

eachDatabase('mlModelsPlugin', init => {
  const directory = createMockDirectory();
  const published: EventParams[] = [];
  let events: EventsService;
  let registry: RunningRegistry;
  let scheduler: SchedulerService;

  const verifier: AttestationVerifier = {
    name: 'test-verifier',
    async verify({ subject, mediaType }) {
      return mediaType === 'application/vnd.test+json'
        ? {
            predicateType: 'test',
            outcome: subject.startsWith('sha256:') ? 'verified' : 'rejected',
            reason: 'It says so',
          }
        : undefined;
    },
  };
  const broken: AttestationVerifier = {
    name: 'broken-verifier',
    async verify({ mediaType }) {
      if (mediaType === 'application/vnd.broken+json') {
        throw new Error('no trust root');
      }
      return undefined;
    },
  };
  const extensions = createBackendModule({
    pluginId: 'ml-models',
    moduleId: 'test',
    register(env) {
      env.registerInit({
        deps: {
          ingestion: mlModelsIngestionExtensionPoint,
          serving: mlModelsServingExtensionPoint,
        },
        async init({ ingestion, serving }) {
          ingestion.addAttestationVerifier(broken);
          ingestion.addAttestationVerifier(verifier);
          serving.addWorkloadSource({
            name: 'gone',
            async observe() {
              throw new Error('the cluster does not answer');
            },
          });
        },
      });
    },
  });

  beforeEach(async () => {
    directory.setContent({
      catalog: { 'lora.safetensors': aSafetensors() },
      manifests: {
        'scorer.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer, namespace: ml }
spec:
  template:
    metadata:
      annotations: { ml-models/model: 'mlmodel:default/lora', ml-models/version: 1.0.0 }
    spec:
      containers: [{ name: scorer, image: 'scorer:1', ports: [{ containerPort: 80 }] }]
`,
      },
    });
    const declared = anEntity();
    const entity: Entity = {
      ...declared,
      metadata: {
        ...declared.metadata,
        annotations: {
          [ANNOTATION_LOCATION]: `file:${directory.resolve(
            'catalog/catalog-info.yaml',
          )}`,
        },
      },
    } as Entity;
    published.length = 0;
    scheduler = mockServices.scheduler();
    events = mockServices.events();
    await events.subscribe({
      id: 'test',
      topics: [EVENT_TOPIC],
      async onEvent(params) {
        published.push(params);
      },
    });
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: directory.resolve('spool'),
      config: {
        ingestion: { roots: [directory.resolve('catalog')] },
        serving: {
          manifests: [
            { cluster: 'demo', path: directory.resolve('manifests') },
          ],
        },
      },
      entities: [entity],
      features: [
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        extensions,
      ],
    });
  });
  afterEach(() => registry.stop());

  const nudge = (modelRef: string) =>
    events.publish({ topic: NUDGE_TOPIC, eventPayload: { modelRef } });
  const registered = () =>
    until(async () => {
      const { body, status } = await registry.call('get', V1);
      return status === 200 ? body : undefined;
    });

  it('brings in what the catalog declares when it is nudged, and hands it to subscribers in order', async () => {
    await nudge('mlmodel:default/lora');
    expect(await registered()).toMatchObject({ stage: 'validated' });
    const { body } = await registry.call('get', '/models/default/lora/events');
    await until(async () => published.length >= body.items.length || undefined);
    expect(published.slice(0, 5).map(({ topic }) => topic)).toEqual(
      Array(5).fill(EVENT_TOPIC),
    );
    expect(
      published.slice(0, 5).map(({ eventPayload }) => eventPayload),
    ).toMatchObject([
      { position: 1, type: 'ModelRegistered' },
      { position: 2, type: 'DeclarationChanged' },
      { position: 3, type: 'ModelVersioned' },
      { position: 4, type: 'ValidationPassed' },
      { position: 5, type: 'AttestationRecorded' },
    ]);
    expect(published[0].metadata).toEqual({ type: 'ModelRegistered' });
    // the cursor moves after the delivery
    const text = await until(async () => {
      const metrics = await registry.call('get', '/metrics');
      return metrics.text.includes('ml_models_publisher_lag 0')
        ? metrics.text
        : undefined;
    });
    expect(text).toContain('ml_models_event_position 5');
  });

  it('brings in what the catalog declares when it is asked to', async () => {
    const asked = await registry.call(
      'post',
      '/models/default/lora/ingestions',
    );
    expect(asked.status).toBe(202);
    const settled = await registry.settled(asked.body.ingestionId);
    expect(settled.body).toMatchObject({ state: 'succeeded' });
    const absent = await registry.call('post', '/models/default/no/ingestions');
    expect([absent.status, absent.body.error.code]).toEqual([
      404,
      'ENTITY_NOT_FOUND',
    ]);
  });

  it('asks the verifiers of other modules about a statement', async () => {
    await nudge('mlmodel:default/lora');
    await registered();
    const post = async (mediaType: string) => {
      const { body } = await registry.call('post', `${V1}/attestations`, {
        body: { predicateType: 'test', mediaType, statement: { mediaType } },
      });
      return [body.verifier, body.outcome];
    };
    expect(await post('application/vnd.test+json')).toEqual([
      'test-verifier',
      'verified',
    ]);
    expect(await post('application/vnd.broken+json')).toEqual([
      'broken-verifier',
      'unverified',
    ]);
    expect(await post('application/json')).toEqual(['posted', 'unverified']);
    const { text } = await registry.call('get', '/metrics');
    expect(text).toContain(
      'ml_models_provider_failures_total{provider="broken-verifier"} 1',
    );
  });

  it('shows where the configured manifests serve it', async () => {
    await nudge('mlmodel:default/lora');
    await registered();
    const unserved = await registry.call('get', '/models/facets');
    expect(unserved.body.attention).toBe(0);
    const read = async () =>
      (await registry.call('get', '/models/default/lora/deployments')).body;
    expect(await read()).toEqual({
      workloads: [],
      rollouts: [],
      inService: { state: 'unwatched', versions: [] },
      sources: [
        {
          cluster: 'demo',
          observedAt: null,
          stale: true,
          problems: ['Not looked at yet'],
        },
      ],
    });
    await scheduler.triggerTask('ml-models-observe-serving');
    const deployments = await until(async () => {
      const body = await read();
      return body.workloads.length > 0 ? body : undefined;
    });
    expect(deployments.workloads).toMatchObject([
      {
        cluster: 'demo',
        owner: { kind: 'Deployment', name: 'scorer' },
        model: { join: 'annotation', version: '1.0.0' },
      },
    ]);
    expect(deployments.sources).toMatchObject([
      { cluster: 'demo', stale: false },
    ]);
    const list = await registry.call('get', '/models');
    const [{ attention, problems }] = list.body.items;
    expect(attention).toBe(problems[0].message);
    expect(problems).toContainEqual(
      expect.objectContaining({
        message: expect.stringMatching(/^Serving: Runs as the ServiceAcc/),
        inService: true,
      }),
    );
    const facets = await registry.call('get', '/models/facets');
    expect(facets.body).toMatchObject({ total: 1, attention: 1 });
  });
});
