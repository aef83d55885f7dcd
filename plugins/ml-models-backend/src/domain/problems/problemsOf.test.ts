import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { MAX_PROBLEMS } from '../limits';
import { after, at } from '../__testUtils__/after';
import { aSource, aWorkload } from '../__testUtils__/aWorkload';
import { problemsOf } from './problemsOf';

const finding = (id: string, severity: Wire['Severity']) => ({
  id,
  severity,
  message: `this is ${id}`,
});
const served = (
  workload: Wire['Workload'],
  rollouts: Wire['Rollout'][] = [],
): Wire['Deployments'] => ({
  workloads: [workload],
  rollouts,
  sources: [aSource()],
});
const rollout: Wire['Rollout'] = {
  kind: 'rollout',
  namespace: 'lora',
  source: 'VirtualService',
  name: 'route',
  mode: 'canary',
  arms: [],
  phase: 'progressing',
  step: null,
  analysis: null,
  warnings: [{ id: 'subset_not_defined', message: 'no subset v2' }],
  evidence: [],
};
const rejected = {
  type: 'RecordAttestation' as const,
  modelRef: 'mlmodel:default/lora',
  version: 'v1',
  subject: aRegistration().manifestDigest,
  predicateType: 'https://model_signing/signature/v1.0',
  verifier: 'oms',
  outcome: 'rejected' as const,
  document: aDocument('bundle').reference,
};

describe('problemsOf', () => {
  it('leaves alone what only lacks a card', () => {
    expect(problemsOf(after(aRegistration()))).toEqual([]);
    expect(
      problemsOf(
        after(aRegistration()),
        served(aWorkload('enforced-unconfirmed', [finding('one', 'info')])),
      ),
    ).toEqual([]);
  });

  it.each<[string, Wire['Deployments']]>([
    [
      'Serving: port 8080 accepts plaintext from anyone',
      served(
        aWorkload('plaintext', [
          finding('no_mesh', 'high'),
          finding('no_authz_policy', 'high'),
        ]),
      ),
    ],
    ['Serving: port 8080 accepts plaintext', served(aWorkload('plaintext'))],
    [
      'Serving: this is served_bytes_mismatch',
      served(
        aWorkload('plaintext', [finding('served_bytes_mismatch', 'critical')]),
      ),
    ],
    [
      'Serving: this is image_not_pinned',
      served(
        aWorkload('enforced-unconfirmed', [
          finding('dangling_principal', 'low'),
          finding('image_not_pinned', 'medium'),
        ]),
        [rollout],
      ),
    ],
    [
      'Serving: no subset v2',
      served(aWorkload('enforced-confirmed'), [rollout]),
    ],
  ])('says %s', (message, serving) => {
    expect(problemsOf(after(aRegistration()), serving).at(0)?.message).toBe(
      message,
    );
  });

  it('names the worst first', () => {
    const open = served(aWorkload('plaintext'));
    const unpinned = served(
      aWorkload('enforced-unconfirmed', [
        finding('image_not_pinned', 'medium'),
      ]),
    );
    const blocked = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-3' }) }),
      aMeasurement({ score: 0.031 }),
    );
    expect(problemsOf(blocked, open).at(0)?.id).toBe('problem.blocked');
    const reviewed = after(aRegistration(), aMeasurement({ score: 0.09 }));
    expect(problemsOf(reviewed, open).at(0)?.id).toBe(
      'problem.serving.mtls.plaintext',
    );
    expect(problemsOf(reviewed, unpinned).at(0)?.id).toBe(
      'problem.review.drift',
    );
    expect(
      problemsOf(after(aRegistration(), rejected), unpinned).at(0)?.id,
    ).toBe('problem.signature');
  });

  it('asks to look at drift that is only monitored', () => {
    const state = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-1' }) }),
      aMeasurement({ score: 0.2 }),
    );
    expect(problemsOf(state).at(0)?.message).toBe(
      'Drift: drift_score 0.2 is above 0.15, the threshold of tier-1: monitor',
    );
  });

  it.each([
    ['findings', 'problem.scan.findings'],
    ['failed', 'problem.scan.failed'],
  ] as const)('asks to look at a scan that is %s', (status, id) => {
    const artifacts = [anArtifact({ inspection_status: status })];
    expect(problemsOf(after(aRegistration({ artifacts }))).at(0)?.id).toBe(id);
  });

  it('lists all problems together: a block does not silence what else is wrong', () => {
    const state = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-3' }) }),
      rejected,
      aMeasurement({ score: 0.031 }),
    );
    const problems = problemsOf(state, served(aWorkload('plaintext')));
    expect(problems.map(({ id }) => id)).toEqual([
      'problem.blocked',
      'problem.serving.mtls.plaintext',
      'problem.signature',
      // which version the workload serves is not stated, and one is blocked
      'problem.served.unknown',
    ]);
    expect(problems[0]).toMatchObject({
      concern: 'bad',
      subject: 'version v1',
      turn: { role: 'reviewer' },
      since: at,
      cure: { command: expect.stringContaining('"to":"unblocked"') },
    });
    expect(problems[1]).toMatchObject({
      subject: 'Deployment lora/lora-trainer port 8080',
      inService: true,
      turn: { role: 'platform' },
      cure: { yaml: expect.stringContaining('kind: PeerAuthentication') },
    });
    expect(problems[2].turn).toEqual({
      role: 'owner',
      ref: 'group:default/imaging',
    });
  });

  it('shows an older version that is blocked, and one that is served first', () => {
    const state = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-3' }) }),
      aMeasurement({ score: 0.031 }),
      aRegistration({
        version: 'v2',
        bytes: 'newer',
        declaration: aDeclaration({ tier: 'tier-3' }),
      }),
      { ...rejected, version: 'v2' },
    );
    const workload = aWorkload('plaintext');
    const serving = served({
      ...workload,
      model: { ...workload.model, version: 'v2' },
    });
    expect(problemsOf(state).map(({ version }) => version)).toEqual([
      'v1',
      'v2',
    ]);
    expect(problemsOf(state, serving)[0]).toMatchObject({
      id: 'problem.served.signature-rejected',
      version: 'v2',
      inService: true,
    });
  });

  it('is bounded and counts the rest', () => {
    const many = Array.from({ length: MAX_PROBLEMS + 5 }, (_, index) =>
      finding(`f${index}`, 'high'),
    );
    const problems = problemsOf(
      after(aRegistration()),
      served(aWorkload('enforced-confirmed', many)),
    );
    expect(problems).toHaveLength(MAX_PROBLEMS);
    expect(problems.at(-1)).toMatchObject({
      id: 'problem.more',
      params: { count: 6 },
    });
  });
});
