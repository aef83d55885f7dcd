import { assess } from '../testing/assess';
import { custom } from '../testing/custom';
import { deployment, namespace, NAMESPACE_NAME } from '../testing/objects';
import type { RolloutPosture } from '../types';

const rolloutsOf = (...objects: unknown[]) => assess(objects).rollouts;

const arms = (rollout: RolloutPosture) =>
  rollout.arms.map(arm => [arm.role, arm.ref, arm.weights.declared]);

describe('HTTPRoute', () => {
  const route = (rule: object) =>
    custom('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [rule] });

  it('weighs 1 by default', () => {
    const [rollout] = rolloutsOf(
      route({ backendRefs: [{ name: 'a', weight: 3 }, { name: 'b' }] }),
    );
    expect(arms(rollout)).toEqual([
      ['stable', 'Service a', 0.75],
      ['canary', 'Service b', 0.25],
    ]);
  });

  it('reads a mirror filter', () => {
    const [rollout] = rolloutsOf(
      route({
        backendRefs: [{ name: 'a' }],
        filters: [
          {
            type: 'RequestMirror',
            requestMirror: { backendRef: { name: 'b' }, percent: 5 },
          },
        ],
      }),
    );
    expect(rollout.mode).toBe('mirror');
    expect(arms(rollout)).toEqual([
      ['stable', 'Service a', 1],
      ['mirror', 'Service b', 0.05],
    ]);
  });
});

describe('InferenceService', () => {
  const isvc = (percent: unknown, mode?: string, status?: object) => ({
    ...custom('serving.kserve.io/v1beta1', 'InferenceService', {
      predictor: {
        canaryTrafficPercent: percent,
        model: { storageUri: 's3://models/scorer' },
      },
    }),
    metadata: {
      name: 'scorer',
      namespace: NAMESPACE_NAME,
      annotations: {
        ...(mode ? { 'serving.kserve.io/deploymentMode': mode } : {}),
        'ml-models/version': '2.0.0',
      },
    },
    ...(status ? { status } : {}),
  });

  it.each<[number, string | undefined, string, string[]]>([
    [20, 'Serverless', 'declared', []],
    [20, 'Knative', 'declared', []],
    [100, 'Knative', 'declared', []],
    [0, 'Knative', 'unknown', []],
    [20, 'RawDeployment', 'idle', ['field_ignored']],
    [20, 'Standard', 'idle', ['field_ignored']],
    [20, undefined, 'declared', ['deployment_mode_unknown']],
  ])('%p %% in %p', (percent, mode, phase, warnings) => {
    const [rollout] = rolloutsOf(isvc(percent, mode));
    expect(rollout.phase).toBe(phase);
    expect(rollout.warnings.map(item => item.id)).toEqual(warnings);
    expect(
      rollout.arms.map(arm => [arm.weights.declared, arm.version]),
    ).toEqual([
      [(100 - percent) / 100, null],
      [percent / 100, '2.0.0'],
    ]);
  });

  it('reads what the controller has written', () => {
    const traffic = [
      { revisionName: 'scorer-00001', percent: 70 },
      { revisionName: 'scorer-00002', percent: 30, latestRevision: true },
    ];
    const [rollout] = rolloutsOf(
      isvc(20, 'Knative', { components: { predictor: { traffic } } }),
    );
    expect(rollout.arms.map(arm => [arm.ref, arm.weights.controller])).toEqual([
      ['revision scorer-00001', 0.7],
      ['revision scorer-00002', 0.3],
    ]);
  });

  it('is no rollout without a canary', () => {
    expect(rolloutsOf(isvc(undefined, 'Knative'))).toEqual([]);
  });
});

describe('Knative Service', () => {
  it('splits by revision', () => {
    const [rollout] = rolloutsOf(
      custom('serving.knative.dev/v1', 'Service', {
        template: { spec: { containers: [{ name: 'main' }] } },
        traffic: [
          { revisionName: 'one', percent: 80 },
          { latestRevision: true, percent: 20 },
          { revisionName: 'two', tag: 'preview' },
        ],
      }),
    );
    expect(rollout.source).toBe('KnativeService');
    expect(arms(rollout)).toEqual([
      ['stable', 'revision one', 0.8],
      ['canary', 'revision latest', 0.2],
    ]);
  });
});

describe('Argo Rollout', () => {
  const spec = {
    strategy: {
      canary: {
        steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }],
        trafficRouting: { istio: { virtualService: { name: 'scorer' } } },
      },
    },
    template: { spec: { containers: [{ name: 'main' }] } },
  };
  const rollout = (status?: object) =>
    custom('argoproj.io/v1alpha1', 'Rollout', spec, status ? { status } : {});
  const status = {
    observedGeneration: '3',
    phase: 'Paused',
    currentStepIndex: 1,
    stableRS: 'aaa',
    currentPodHash: 'bbb',
    canary: { weights: { canary: { weight: 10 } } },
  };

  it('reads step and weights', () => {
    const [found] = rolloutsOf(rollout(status));
    expect(found).toMatchObject({
      source: 'Rollout',
      phase: 'paused',
      step: { index: 1, total: 3, setWeight: null },
    });
    expect(found.arms.map(arm => [arm.ref, arm.weights])).toEqual([
      ['hash aaa', { declared: 0.9, controller: 0.9, observed: null }],
      ['hash bbb', { declared: 0.1, controller: 0.1, observed: null }],
    ]);
  });

  it.each<[string, object | undefined, string]>([
    [
      'a status of the generation before',
      { ...status, observedGeneration: '2' },
      'progressing',
    ],
    ['an abort', { ...status, abort: true }, 'aborted'],
    ['a failure', { ...status, phase: 'Degraded' }, 'failed'],
    ['equal hashes', { ...status, phase: 'Healthy', stableRS: 'bbb' }, 'idle'],
    ['no status', undefined, 'unknown'],
  ])('%s', (_, given, phase) => {
    expect(rolloutsOf(rollout(given))[0].phase).toBe(phase);
  });

  it('is not counted again by the route that it writes', () => {
    const destination = { host: 'scorer' };
    const route = custom('networking.istio.io/v1', 'VirtualService', {
      hosts: ['scorer'],
      http: [
        {
          route: [
            { destination, weight: 90 },
            { destination, weight: 10 },
          ],
        },
      ],
    });
    expect(rolloutsOf(route, rollout(status)).map(item => item.source)).toEqual(
      ['Rollout'],
    );
  });
});

describe('Flagger Canary', () => {
  const canary = (status?: object) =>
    custom(
      'flagger.app/v1beta1',
      'Canary',
      { targetRef: { kind: 'Deployment', name: 'scorer' }, analysis: {} },
      status ? { status } : {},
    );

  it('takes the stable version from the primary', () => {
    const [found] = rolloutsOf(
      namespace(),
      deployment({
        name: 'scorer-primary',
        annotations: { 'ml-models/version': '1' },
      }),
      deployment({ annotations: { 'ml-models/version': '2' } }),
      canary({ phase: 'Progressing', canaryWeight: 10, failedChecks: 2 }),
    );
    expect(found).toMatchObject({
      source: 'Canary',
      phase: 'progressing',
      analysis: { failedChecks: 2 },
    });
    expect(
      found.arms.map(arm => [arm.ref, arm.version, arm.weights.controller]),
    ).toEqual([
      ['Deployment scorer-primary', '1', 0.9],
      ['Deployment scorer', '2', 0.1],
    ]);
  });

  it('knows no phase without a status', () => {
    expect(rolloutsOf(canary())[0].phase).toBe('unknown');
  });
});
