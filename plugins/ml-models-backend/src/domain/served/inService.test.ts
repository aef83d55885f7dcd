import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { sha256 } from '../../store/chain';
import { anArtifact, aRegistration } from '../../store/__testUtils__/commands';
import { after } from '../__testUtils__/after';
import { aSource, aWorkload } from '../__testUtils__/aWorkload';
import type { ModelCommand } from '../ModelCommand';
import { problemsOf } from '../problems/problemsOf';
import { inService, servedArm } from './inService';

const modelRef = 'mlmodel:default/lora';
const register = (version: string) =>
  aRegistration({ version, bytes: `the bytes of ${version}` });
const manifestDigest = (version: string) => register(version).manifestDigest;
const move = (
  version: string,
  to: 'blocked' | 'rejected' | 'deprecated' | 'retired',
): ModelCommand => ({
  type: 'TransitionVersion',
  modelRef,
  version,
  to,
  reason: { digest: sha256('why'), mediaType: 'text/plain', size: 3 },
  reasonText: 'why',
});

/** A workload that states what it serves. */
const serves = (
  model: Partial<Wire['ModelJoin']>,
  changes: Partial<Wire['DeployedWorkload']> = {},
): Wire['DeployedWorkload'] => {
  const workload = aWorkload('enforced-unconfirmed');
  return { ...workload, model: { ...workload.model, ...model }, ...changes };
};
const arm = (
  role: 'stable' | 'canary' | 'mirror',
  declared: number,
  version: string | null,
  changes: Partial<Wire['Rollout']['arms'][0]> = {},
): Wire['Rollout']['arms'][0] => ({
  role,
  ref: `subset ${version}`,
  version,
  ...(version !== null && { modelRef }),
  weights: { declared, controller: null, observed: null },
  ...changes,
});
const rollout = (
  ...arms: Wire['Rollout']['arms']
): Wire['DeployedRollout'] => ({
  kind: 'rollout',
  namespace: 'lora',
  source: 'VirtualService',
  name: 'lora',
  mode: 'canary',
  arms,
  phase: 'declared',
  step: null,
  analysis: null,
  warnings: [],
  evidence: [],
});
const serving = (
  workloads: Wire['DeployedWorkload'][],
  rollouts: Wire['DeployedRollout'][] = [],
  sources = [aSource()],
): Wire['Deployments'] => ({ workloads, rollouts, sources });

const both = [register('1.0.0'), register('2.0.0')];
const oldBlocked = after(...both, move('1.0.0', 'blocked'));

describe('inService', () => {
  it('P14: a blocked version in service is said first, and is the first problem', () => {
    const seen = serving(
      [serves({ version: '2.0.0' }), serves({ version: '1.0.0' })],
      [rollout(arm('stable', 0.8, '2.0.0'), arm('canary', 0.2, '1.0.0'))],
    );
    expect(inService(oldBlocked, seen)).toMatchObject({
      state: 'served',
      versions: [
        {
          version: '1.0.0',
          digest: manifestDigest('1.0.0'),
          stage: 'blocked',
          decision: 'block',
          signature: 'none',
          share: 0.2,
          shareSource: 'declared',
          role: 'canary',
          word: 'blocked',
          concern: 'bad',
          workloads: [{ namespace: 'lora', kind: 'Deployment' }],
        },
        { version: '2.0.0', word: 'validated', concern: 'none', share: 0.8 },
      ],
    });
    expect(problemsOf(oldBlocked, seen)[0]).toMatchObject({
      id: 'problem.served.blocked',
      concern: 'bad',
      message: '1.0.0 is blocked and in service (20 % canary)',
      inService: true,
      cure: { yaml: expect.stringContaining(manifestDigest('2.0.0')) },
    });
  });

  it.each(['rejected', 'retired'] as const)('says %s', stage => {
    const seen = serving([serves({ version: '1.0.0' })]);
    const state = after(...both, move('1.0.0', stage));
    expect(inService(state, seen).versions).toMatchObject([
      { word: stage, concern: 'bad' },
    ]);
  });

  it('asks to look at a deprecated one, and at no good one', () => {
    const seen = serving([serves({ version: '1.0.0' })]);
    const [deprecated] = inService(
      after(...both, move('1.0.0', 'deprecated')),
      seen,
    ).versions;
    expect(deprecated).toMatchObject({
      word: 'deprecated',
      concern: 'attention',
    });
    const [good] = inService(after(...both), seen).versions;
    expect(good).toMatchObject({ word: 'validated', concern: 'none' });
  });

  it('P1: neither a label nor a claimed digest that the registry never saw is a version', () => {
    const state = after(register('1.0.0'));
    const made = `sha256:${'a'.repeat(64)}`;
    expect(
      inService(
        state,
        serving([
          serves({ version: '9.9.9' }),
          serves({ version: '1.0.0', digest: made, servedBytes: 'claimed' }),
        ]),
      ).versions,
    ).toMatchObject([
      {
        version: null,
        stated: `1.0.0 ${made}`,
        word: 'unregistered',
        concern: 'bad',
        digest: null,
      },
      { version: null, stated: '9.9.9', word: 'unregistered', concern: 'bad' },
    ]);
  });

  it('says a mismatch of pinned bytes, and bytes that were found changed', () => {
    expect(
      inService(
        after(...both),
        serving([serves({ version: '1.0.0', servedBytes: 'mismatch' })]),
      ).versions[0],
    ).toMatchObject({ version: '1.0.0', word: 'mismatch', concern: 'bad' });
  });

  it('lets no claim hide a block: of label and digest the louder one counts', () => {
    for (const [version, digest] of [
      ['1.0.0', '2.0.0'],
      ['2.0.0', '1.0.0'],
    ]) {
      const claim = serves({
        version,
        digest: manifestDigest(digest),
        servedBytes: 'claimed',
      });
      expect(inService(oldBlocked, serving([claim])).versions).toMatchObject([
        { version: '1.0.0', word: 'blocked' },
      ]);
    }
  });

  it('ties a digest of a file as well as that of the set', () => {
    const artifacts = [anArtifact({ digest: sha256('one file') })];
    const state = after(aRegistration({ artifacts }));
    const claim = serves({
      digest: sha256('one file'),
      servedBytes: 'claimed',
    });
    expect(inService(state, serving([claim])).versions[0]).toMatchObject({
      version: 'v1',
      servedBytes: 'claimed',
    });
  });

  it('shows the same bytes under two labels once', () => {
    const state = after(
      register('1.0.0'),
      aRegistration({ version: '1.0', bytes: 'the bytes of 1.0.0' }),
    );
    const seen = serving([
      serves({ version: '1.0.0' }, { cluster: 'a' }),
      serves({ version: '1.0' }, { cluster: 'b' }),
    ]);
    const { versions } = inService(state, seen);
    expect(versions).toHaveLength(1);
    expect(versions[0].workloads.map(({ cluster }) => cluster)).toEqual([
      'a',
      'b',
    ]);
  });

  it('says unknown of a workload that states no version, and asks to look when one is blocked', () => {
    const seen = serving([serves({ version: null })]);
    expect(inService(after(...both), seen).versions).toMatchObject([
      { version: null, word: 'unknown', concern: 'none' },
    ]);
    expect(inService(oldBlocked, seen).versions).toMatchObject([
      { version: null, word: 'unknown', concern: 'attention' },
    ]);
  });

  it('says unknown of the arm behind which nobody can see', () => {
    const seen = serving(
      [serves({ version: '2.0.0' })],
      [rollout(arm('stable', 0.8, null), arm('canary', 0.2, '2.0.0'))],
    );
    expect(inService(after(...both), seen).versions).toMatchObject([
      { version: null, word: 'unknown', share: 0.8, role: 'stable' },
      { version: '2.0.0', share: 0.2, role: 'canary' },
    ]);
  });

  it('P19: a workload that trains the model does not serve it', () => {
    const seen = serving([serves({ version: '1.0.0' }, { role: 'trains' })]);
    expect(inService(oldBlocked, seen)).toMatchObject({
      state: 'not-served',
      versions: [],
    });
  });

  it('keeps an alarm of an old look and takes back that all is well', () => {
    const old = { stale: true, observedAt: '2026-01-01T00:00:00.000Z' };
    const sources = [aSource({ stale: true })];
    const seen = serving(
      [serves({ version: '1.0.0' }, old), serves({ version: '2.0.0' }, old)],
      [],
      sources,
    );
    expect(inService(oldBlocked, seen)).toMatchObject({
      state: 'served',
      stale: true,
      versions: [
        { version: '1.0.0', word: 'blocked', concern: 'bad', stale: true },
        { version: '2.0.0', word: 'unknown', concern: 'none', stale: true },
      ],
    });
    expect(inService(oldBlocked, seen).versions[0].reason).toContain(
      old.observedAt,
    );
  });

  it('tells nobody looked, nothing is served, and nobody can say apart', () => {
    const state = after(...both);
    const of = (sources: Wire['Deployments']['sources']) =>
      inService(state, serving([], [], sources)).state;
    expect(of([])).toBe('unwatched');
    expect(of([aSource({ observedAt: null })])).toBe('unwatched');
    expect(of([aSource()])).toBe('not-served');
    expect(of([aSource(), aSource({ stale: true })])).toBe('unknown');
    expect(of([aSource({ problems: ['b.yaml: not readable'] })])).toBe(
      'unknown',
    );
    expect(inService(state, undefined).state).toBe('unknown');
  });
});

describe('every digest in service counts, the loudest first', () => {
  const also = (
    changes: Partial<NonNullable<Wire['ModelJoin']['also']>[0]>,
  ) => ({
    version: null,
    servedBytes: 'match' as const,
    level: 'verified' as const,
    evidence: [],
    ...changes,
  });
  const words = (
    state: Parameters<typeof inService>[0],
    seen: Wire['Deployments'],
  ) =>
    inService(state, seen).versions.map(({ version, word }) => [version, word]);

  it('A1, A3: what stands beside the main digest of a workload is in service, and said first where it is louder', () => {
    const seen = serving([
      serves({
        version: '2.0.0',
        manifestDigest: manifestDigest('2.0.0'),
        servedBytes: 'match',
        also: [also({ digest: manifestDigest('1.0.0') })],
      }),
    ]);
    expect(words(oldBlocked, seen)).toEqual([
      ['1.0.0', 'blocked'],
      ['2.0.0', 'validated'],
    ]);
    expect(problemsOf(oldBlocked, seen)[0]).toMatchObject({
      id: 'problem.served.blocked',
    });
  });

  it('A1: bytes that run and that no version has are unregistered', () => {
    const digest = `sha256:${'f'.repeat(64)}`;
    const seen = serving([
      serves({
        version: '2.0.0',
        servedBytes: 'mismatch',
        also: [also({ digest, servedBytes: 'mismatch' })],
      }),
    ]);
    expect(words(after(...both), seen)).toEqual([
      ['2.0.0', 'mismatch'],
      [null, 'unregistered'],
    ]);
  });

  it('A10: a file of two versions counts for the louder one, in whatever order they were registered', () => {
    const artifacts = (bytes: string) => [
      anArtifact({ digest: sha256('shared') }),
      anArtifact({ path: 'own.onnx', digest: sha256(bytes) }),
    ];
    const one = aRegistration({
      version: '1.0.0',
      bytes: 'one',
      artifacts: artifacts('one'),
    });
    const two = aRegistration({
      version: '2.0.0',
      bytes: 'two',
      artifacts: artifacts('two'),
    });
    const seen = serving([serves({ digest: sha256('shared') })]);
    for (const order of [
      [one, two],
      [two, one],
    ]) {
      for (const blocked of ['1.0.0', '2.0.0']) {
        const state = after(...order, move(blocked, 'blocked'));
        expect(words(state, seen)).toEqual([[blocked, 'blocked']]);
      }
    }
  });

  it.each(['blocked', 'rejected', 'retired'] as const)(
    'A12: an unknown version asks to look while one is %s',
    stage => {
      expect(
        inService(
          after(...both, move('1.0.0', stage)),
          serving([serves({ version: null })]),
        ).versions,
      ).toMatchObject([
        {
          version: null,
          word: 'unknown',
          concern: 'attention',
          reason: expect.stringContaining('1.0.0'),
        },
      ]);
    },
  );

  it('A9: while a source could not be read whole, what was seen need not be all', () => {
    const partial = aSource({ problems: ['b.yaml: not readable'] });
    const seen = serving([serves({ version: '2.0.0' })], [], [partial]);
    expect(inService(oldBlocked, seen)).toMatchObject({
      state: 'served',
      versions: [
        { version: null, word: 'unknown', concern: 'attention', workloads: [] },
        { version: '2.0.0', word: 'validated' },
      ],
    });
    expect(problemsOf(oldBlocked, seen)).toContainEqual(
      expect.objectContaining({ id: 'problem.served.unknown' }),
    );
    expect(inService(after(...both), seen).versions).toMatchObject([
      { word: 'unknown', concern: 'none' },
      { version: '2.0.0' },
    ]);
  });
});

describe('servedArm', () => {
  it('names the registered version behind an arm, and none of another model', () => {
    expect(servedArm(oldBlocked, arm('canary', 0.2, '1.0.0'))).toMatchObject({
      version: '1.0.0',
      digest: manifestDigest('1.0.0'),
      stage: 'blocked',
      word: 'blocked',
      concern: 'bad',
    });
    expect(servedArm(oldBlocked, arm('canary', 0.2, '3.0.0'))).toBeUndefined();
    expect(
      servedArm(
        oldBlocked,
        arm('canary', 0.2, '1.0.0', { modelRef: 'mlmodel:default/other' }),
      ),
    ).toBeUndefined();
  });
});
