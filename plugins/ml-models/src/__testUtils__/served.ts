import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** An old version that is blocked and takes a fifth of the traffic. */
export function servedVersion(
  overrides: Partial<Wire['ServedVersion']> = {},
): Wire['ServedVersion'] {
  return {
    version: 'v2',
    digest: `sha256:${'22'.padEnd(64, '0')}`,
    stage: 'blocked',
    decision: 'block',
    signature: 'none',
    servedBytes: 'claimed',
    level: 'declared',
    share: 0.2,
    shareSource: 'declared',
    role: 'canary',
    word: 'blocked',
    concern: 'bad',
    reason: 'v2 is blocked and in service.',
    workloads: [
      {
        cluster: 'demo',
        namespace: 'lora-serving',
        kind: 'Deployment',
        name: 'lora-portrait',
      },
    ],
    observedAt: '2026-11-20T10:00:00Z',
    stale: false,
    ...overrides,
  };
}

/** What is in service, the worst first. */
export function inService(
  ...versions: Wire['ServedVersion'][]
): Wire['InService'] {
  return { state: 'served', versions, observedAt: '2026-11-20T10:00:00Z' };
}

/** Something that waits for somebody. */
export function problem(
  overrides: Partial<Wire['ModelProblem']> = {},
): Wire['ModelProblem'] {
  return {
    id: 'version.blocked',
    concern: 'bad',
    message: 'v2 is blocked and in service (20 % canary)',
    params: { version: 'v2' },
    subject: 'Deployment lora-serving/lora-portrait',
    version: 'v2',
    inService: true,
    turn: { role: 'owner', ref: 'group:default/team-imaging' },
    since: '2026-11-19T10:00:00Z',
    ...overrides,
  };
}
