import { assess } from '../testing/assess';
import { custom } from '../testing/custom';
import { deployment, NAMESPACE_NAME, service } from '../testing/objects';
import type { RolloutPosture } from '../types';

const virtualService = (http: object[]) =>
  custom('networking.istio.io/v1', 'VirtualService', {
    hosts: ['scorer'],
    http,
  });

const to = (subset: string | undefined, weight?: number, host = 'scorer') => ({
  destination: { host, ...(subset ? { subset } : {}) },
  ...(weight === undefined ? {} : { weight }),
});

const destinationRule = (
  subsets: Record<string, Record<string, string>>,
  host = 'scorer',
) =>
  custom('networking.istio.io/v1', 'DestinationRule', {
    host,
    subsets: Object.entries(subsets).map(([name, labels]) => ({
      name,
      labels,
    })),
  });

const rolloutsOf = (...objects: unknown[]) => assess(objects).rollouts;

const arms = (rollout: RolloutPosture) =>
  rollout.arms.map(arm => [arm.role, arm.ref, arm.weights.declared]);

describe('VirtualService', () => {
  it.each<[string, object[], unknown[], string]>([
    [
      'relative weights',
      [to('a', 3), to('b', 1)],
      [
        ['stable', 'subset a', 0.75],
        ['canary', 'subset b', 0.25],
      ],
      'declared',
    ],
    [
      'stable is where most goes',
      [to('a', 10), to('b', 90)],
      [
        ['stable', 'subset b', 0.9],
        ['canary', 'subset a', 0.1],
      ],
      'declared',
    ],
    [
      'a destination without traffic',
      [to('a', 100), to('b', 0)],
      [
        ['stable', 'subset a', 1],
        ['canary', 'subset b', 0],
      ],
      'idle',
    ],
    [
      'a missing weight is 0',
      [to('a', 100), to('b')],
      [
        ['stable', 'subset a', 1],
        ['canary', 'subset b', 0],
      ],
      'idle',
    ],
    [
      'nothing but zeros',
      [to('a', 0), to('b', 0)],
      [
        ['stable', 'subset a', null],
        ['canary', 'subset b', null],
      ],
      'unknown',
    ],
    [
      'hosts',
      [to(undefined, 90, 'old'), to(undefined, 10, 'new')],
      [
        ['stable', 'host old', 0.9],
        ['canary', 'host new', 0.1],
      ],
      'declared',
    ],
  ])('%s', (_, route, expected, phase) => {
    const [rollout, ...others] = rolloutsOf(virtualService([{ route }]));
    expect(others).toEqual([]);
    expect(arms(rollout)).toEqual(expected);
    expect(rollout).toMatchObject({ mode: 'canary', phase });
  });

  it('sees no rollout in a single destination', () => {
    expect(rolloutsOf(virtualService([{ route: [to('a', 0)] }]))).toEqual([]);
  });

  it('reads a mirror', () => {
    const [rollout] = rolloutsOf(
      virtualService([
        {
          route: [to('a')],
          mirror: { host: 'scorer', subset: 'b' },
          mirrorPercentage: { value: 12.5 },
        },
      ]),
    );
    expect(rollout).toMatchObject({ mode: 'mirror', phase: 'declared' });
    expect(arms(rollout)).toEqual([
      ['stable', 'subset a', 1],
      ['mirror', 'subset b', 0.125],
    ]);
  });

  it('reads a test by header and ignores what is never reached', () => {
    const [rollout, ...others] = rolloutsOf(
      virtualService([
        {
          match: [{ headers: { 'x-user': { exact: 'tester' } } }],
          route: [to('b')],
        },
        { route: [to('a')] },
        { route: [to('c', 50), to('d', 50)] },
      ]),
    );
    expect(others).toEqual([]);
    expect(rollout.mode).toBe('ab');
    expect(rollout.arms).toEqual([
      expect.objectContaining({ role: 'stable', ref: 'subset a' }),
      expect.objectContaining({
        role: 'canary',
        ref: 'subset b',
        match: ['header x-user exact "tester"'],
        weights: { declared: null, controller: null, observed: null },
      }),
    ]);
  });

  it('names the rule when there are several', () => {
    const rules = rolloutsOf(
      virtualService([
        {
          name: 'premium',
          match: [{ uri: { prefix: '/p' } }],
          route: [to('a', 1), to('b', 1)],
        },
        { route: [to('a', 9), to('b', 1)] },
      ]),
    );
    expect(rules.map(item => item.rule)).toEqual(['premium', '/spec/http/1']);
  });

  it('resolves subsets to the model versions behind them', () => {
    const version = (name: string, label: string) =>
      deployment({
        name,
        labels: { app: 'scorer', track: label },
        annotations: { 'ml-models/version': name },
      });
    const [rollout] = rolloutsOf(
      version('1.0.0', 'old'),
      version('1.1.0', 'new'),
      service('scorer', { app: 'scorer' }),
      virtualService([{ route: [to('a', 90), to('b', 10)] }]),
      destinationRule(
        { a: { track: 'old' }, b: { track: 'new' } },
        'scorer.serving.svc.cluster.local',
      ),
    );
    expect(rollout.warnings).toEqual([]);
    expect(rollout.arms.map(arm => arm.version)).toEqual(['1.0.0', '1.1.0']);
  });

  it('warns of subsets that no DestinationRule defines', () => {
    const [rollout] = rolloutsOf(
      virtualService([{ route: [to('a', 1), to('b', 1), to('c', 1)] }]),
      destinationRule({ a: {} }),
      {
        ...destinationRule({ b: {} }),
        metadata: { name: 'x', namespace: 'other' },
      },
    );
    expect(rollout.warnings).toEqual([
      expect.objectContaining({
        id: 'subset_not_defined',
        params: { host: 'scorer', subsets: ['b', 'c'] },
      }),
    ]);
  });

  it('does not know subsets while a DestinationRule is unreadable', () => {
    const [rollout] = rolloutsOf(
      virtualService([{ route: [to('a', 1), to('b', 1)] }]),
      custom('networking.istio.io/v1', 'DestinationRule', { host: 7 }),
    );
    expect(rollout.warnings.map(item => item.id)).toEqual(['subset_unknown']);
  });

  it.each([-1, 0.5, '90', 1e12])('refuses the weight %p', weight => {
    const { rollouts, problems } = assess([
      virtualService([{ route: [to('a', 1), { ...to('b'), weight }] }]),
    ]);
    expect(rollouts).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        ref: 'VirtualService serving/scorer',
        code: 'MALFORMED',
      }),
    ]);
  });

  it('warns of a second route for the same host', () => {
    const first = virtualService([{ route: [to('a', 1), to('b', 1)] }]);
    const second = {
      ...virtualService([{ route: [to('a')] }]),
      metadata: { name: 'other', namespace: NAMESPACE_NAME },
    };
    const [rollout] = rolloutsOf(first, second);
    expect(rollout.warnings.map(item => item.id)).toContain(
      'several_routes_for_host',
    );
  });
});
