import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../store/__testUtils__/commands';
import { after } from './__testUtils__/after';
import { aSource, aWorkload } from './__testUtils__/aWorkload';
import { attentionOf } from './attention';

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

describe('attentionOf', () => {
  it('leaves alone what only lacks a card', () => {
    expect(attentionOf(after(aRegistration()))).toBeUndefined();
    expect(
      attentionOf(
        after(aRegistration()),
        served(aWorkload('enforced-unconfirmed', [finding('one', 'info')])),
      ),
    ).toBeUndefined();
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
    expect(attentionOf(after(aRegistration()), serving)?.message).toBe(message);
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
    expect(attentionOf(blocked, open)?.id).toBe('attention.blocked');
    const reviewed = after(aRegistration(), aMeasurement({ score: 0.09 }));
    expect(attentionOf(reviewed, open)?.id).toBe('attention.serving');
    expect(attentionOf(reviewed, unpinned)?.id).toBe('attention.review');
    expect(attentionOf(after(aRegistration(), rejected), unpinned)?.id).toBe(
      'attention.signature',
    );
  });

  it('asks to look at drift that is only monitored', () => {
    const state = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-1' }) }),
      aMeasurement({ score: 0.2 }),
    );
    expect(attentionOf(state)?.message).toBe(
      'Drift: drift_score 0.2 is above 0.15, the threshold of tier-1: monitor',
    );
  });

  it.each([
    ['findings', 'attention.scan.findings'],
    ['failed', 'attention.scan.failed'],
  ] as const)('asks to look at a scan that is %s', (status, id) => {
    const artifacts = [anArtifact({ inspection_status: status })];
    expect(attentionOf(after(aRegistration({ artifacts })))?.id).toBe(id);
  });
});
