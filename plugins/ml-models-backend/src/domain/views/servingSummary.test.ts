import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { aSource, aWorkload } from '../__testUtils__/aWorkload';
import { servingSummary } from './servingSummary';

/** A split of the service that the workload of `aWorkload` is named after. */
const split = (
  changes: Partial<Wire['DeployedRollout']> = {},
): Wire['DeployedRollout'] => ({
  kind: 'rollout',
  namespace: 'lora',
  source: 'VirtualService',
  name: 'route',
  target: 'lora-trainer',
  mode: 'canary',
  arms: [
    {
      role: 'canary',
      ref: 'subset v2',
      version: null,
      weights: { declared: 0.1, controller: null, observed: null },
    },
  ],
  phase: 'declared',
  step: null,
  analysis: null,
  warnings: [],
  evidence: [],
  ...changes,
});
const summary = (
  rollouts: Wire['DeployedRollout'][],
  workloads: Wire['DeployedWorkload'][] = [aWorkload('enforced-unconfirmed')],
) => servingSummary({ workloads, rollouts, sources: [aSource()] });

describe('servingSummary', () => {
  it('P20: the largest canary is of a current look and of a rollout of the model', () => {
    const wide = {
      weights: { declared: 0.9, controller: null, observed: null },
    };
    const [arm] = split().arms;
    const arms = [{ ...arm, ...wide }];
    expect(summary([split()]).canary).toBe(0.1);
    expect(summary([split(), split({ arms, stale: true })]).canary).toBe(0.1);
    expect(
      summary([split(), split({ arms, name: 'lora-trainer', target: 'other' })])
        .canary,
    ).toBe(0.1);
    expect(
      summary([
        split(),
        split({ arms: [{ ...arms[0], modelRef: 'mlmodel:default/other' }] }),
      ]).canary,
    ).toBe(0.1);
    expect(summary([split({ stale: true })]).canary).toBeNull();
  });

  it('P19: counts what serves, not what trains', () => {
    const trainer = { ...aWorkload('plaintext'), role: 'trains' as const };
    expect(
      summary([], [trainer, aWorkload('enforced-unconfirmed')]),
    ).toMatchObject({ workloads: 1, mtls: 'enforced-unconfirmed' });
  });
});
