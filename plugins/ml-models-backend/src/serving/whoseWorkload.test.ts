import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterSnapshot,
  WorkloadSource,
} from '@ml-models/backstage-plugin-ml-models-node';
import { inService } from '../domain/served/inService';
import { servingVerdict } from '../domain/views/servingVerdict';
import { createStores, Stores } from '../store/createStores';
import {
  aDeclaration,
  aDocument,
  aRegistration,
} from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { DeclaredEntities } from './DeclaredEntities';
import { ServingRecorder } from './history/ServingRecorder';
import { PresentServing } from './PresentServing';
import { RegisteredModels } from './RegisteredModels';
import { ServingObserver } from './ServingObserver';

/** By name the last, by time the first. */
const ALICE = 'mlmodel:default/zebra';
const BOB = 'mlmodel:risk/ant';
const by = 'user:default/ada';
const DAY = 24 * 60 * 60 * 1000;
const now = '2026-01-31T12:00:00.000Z';

const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'ml' },
};
const deployment = (annotations: object, image = 'scorer:1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'scorer', namespace: 'ml' },
  spec: {
    template: {
      metadata: { annotations },
      spec: {
        containers: [{ name: 'scorer', image, ports: [{ containerPort: 80 }] }],
      },
    },
  },
});

eachDatabase('whose a workload is', init => {
  let stores: Stores;
  let today: number;
  let observer: ServingObserver;
  let objects: ClusterSnapshot['objects'];

  const register = async (
    modelRef: string,
    bytes: string,
    changes: Parameters<typeof aRegistration>[0] = {},
  ) => {
    today += DAY;
    await stores.models.execute(
      aRegistration({ modelRef, bytes, ...changes }),
      { by },
    );
  };
  const look = async (...seen: ClusterSnapshot['objects']) => {
    objects = [namespace, ...seen];
    today += DAY;
    await observer.look(new AbortController().signal);
  };
  const seenOf = async (modelRef: string) => {
    const deploymentsOf = await new PresentServing({
      observations: stores.observations,
      clusters: ['demo'],
      staleAfterMs: DAY,
      now: () => new Date(today),
    }).read();
    const state = await stores.models.findModel({ modelRef });
    const deployments = deploymentsOf(modelRef);
    return {
      deployments,
      inService: inService(state!, deployments),
      verdict: servingVerdict(deployments),
    };
  };
  const changesOf = async (modelRef: string) => {
    const model = await stores.models.findModel({ modelRef });
    const { items } = await stores.models.listEvents(model!.id, {
      after: 0,
      limit: 100,
      order: 'asc',
    });
    return items
      .map(({ type }) => type)
      .filter(type => /^Model(Und|D)eployed$/.test(type));
  };
  const listed = async (served: string) =>
    (
      await stores.models.listModels(
        { served: [served] },
        { sort: 'name', limit: 10 },
      )
    ).items.map(({ modelRef }) => modelRef);

  beforeEach(async () => {
    today = Date.parse(now);
    stores = await createStores({
      database: await init(),
      logger: mockServices.logger.mock(),
      clock: () => new Date(today),
    });
    const source: WorkloadSource = {
      name: 'test',
      observe: async () => [
        {
          cluster: 'demo',
          source: 'cluster',
          observedAt: new Date(today).toISOString(),
          objects,
          problems: [],
        },
      ],
    };
    observer = new ServingObserver({
      sources: [source],
      observations: stores.observations,
      recorder: new ServingRecorder(stores.models),
      entities: async () => [],
      registered: new RegisteredModels(stores.models),
      declared: new DeclaredEntities(stores.models),
      failed: jest.fn(),
      now: () => new Date(today),
      logger: mockServices.logger.mock(),
    });
  });

  it('B1: who registers the same bytes later takes nothing out of service and sees nothing of the workload', async () => {
    await register(ALICE, 'shared');
    const { manifestDigest } = aRegistration({ bytes: 'shared' });
    const serving = deployment({ 'ml-models/digest': manifestDigest });
    await look(serving);
    await register(BOB, 'shared');
    await look(serving);

    const alice = await seenOf(ALICE);
    expect(alice.inService).toMatchObject({
      state: 'served',
      versions: [{ version: 'v1', digest: manifestDigest }],
    });
    expect(JSON.stringify(alice.deployments)).not.toContain(BOB);
    expect(await changesOf(ALICE)).toEqual(['ModelDeployed']);

    const bob = await seenOf(BOB);
    expect(bob.deployments).toMatchObject({ workloads: [], undecided: true });
    expect(JSON.stringify(bob)).not.toContain('scorer');
    expect(bob.inService).toMatchObject({
      state: 'unknown',
      versions: [],
      reason: expect.stringContaining('does not tell which'),
    });
    expect(bob.verdict).toMatchObject({
      word: 'unknown',
      id: 'trust.serving.undecided',
    });
    expect(await changesOf(BOB)).toEqual([]);
    expect(await listed('yes')).toEqual([ALICE]);
    expect(await listed('no')).toEqual([]);
  });

  it('B2: a claimed digest of another model moves no workload, and is not registered here', async () => {
    await register(BOB, 'other');
    await register(ALICE, 'own');
    const named = { 'ml-models/model': ALICE };
    await look(deployment(named));
    const { manifestDigest } = aRegistration({ bytes: 'other' });
    await look(deployment({ ...named, 'ml-models/digest': manifestDigest }));
    expect((await seenOf(ALICE)).inService).toMatchObject({
      state: 'served',
      versions: [{ version: null, word: 'unregistered', concern: 'bad' }],
    });
    expect((await seenOf(BOB)).deployments.workloads).toEqual([]);
    expect(await changesOf(ALICE)).not.toContain('ModelUndeployed');
  });

  it('B2: while a pinned digest of another model wins, the named model is not undeployed until the workload is gone', async () => {
    await register(BOB, 'other');
    await register(ALICE, 'own');
    const named = { 'ml-models/model': ALICE };
    await look(deployment(named));
    const { manifestDigest } = aRegistration({ bytes: 'other' });
    await look(deployment(named, `example.com/m@${manifestDigest}`));
    expect((await seenOf(BOB)).inService.state).toBe('served');
    expect((await seenOf(ALICE)).inService).toMatchObject({ state: 'unknown' });
    expect(await changesOf(ALICE)).toEqual(['ModelDeployed']);
    await look();
    expect(await changesOf(ALICE)).toEqual([
      'ModelDeployed',
      'ModelUndeployed',
    ]);
    expect((await seenOf(ALICE)).inService.state).toBe('not-served');
  });

  it('B3: what the catalog does not have, or has no more, ties by its recorded declaration', async () => {
    const posted = aDocument(
      JSON.stringify({
        apiVersion: 'ml-models/v1alpha1',
        kind: 'MLModel',
        metadata: { name: 'zebra', namespace: 'default' },
        spec: {
          servedBy: ['component:default/scorer'],
          serving: { allowedCallers: ['cluster.local/ns/ml/sa/caller'] },
        },
      }),
      'application/json',
    );
    await stores.models.execute(
      aRegistration({
        modelRef: ALICE,
        trigger: 'api',
        declaration: aDeclaration({
          modelRef: ALICE,
          entity: posted.reference,
        }),
      }),
      { by, documents: [posted.bytes] },
    );
    await look(deployment({}));
    const serving = [
      { owner: { name: 'scorer' }, model: { ref: ALICE, join: 'entity' } },
    ];
    expect((await seenOf(ALICE)).deployments.workloads).toMatchObject(serving);

    await stores.models.execute(
      { type: 'RemoveFromCatalog', modelRef: ALICE },
      { by },
    );
    await look(deployment({}));
    expect((await seenOf(ALICE)).deployments.workloads).toMatchObject(serving);
    expect(await changesOf(ALICE)).toEqual(['ModelDeployed']);
  });
});
