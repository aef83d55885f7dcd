import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

export function assessment(
  overrides: Partial<Wire['Assessment']> = {},
): Wire['Assessment'] {
  return {
    version: 'v3',
    tier: {
      effective: 'tier-3',
      declared: 'tier-2',
      reason: 'tier-2 was declared, but nobody has approved the laxer tier.',
    },
    decision: 'none',
    stage: 'approved',
    reason: 'The last measurement passes.',
    requirements: [
      {
        id: 'map-1',
        function: 'map',
        subcategory: 'MAP 1.1',
        title: 'Intended use is stated',
        state: 'met',
        reason: 'spec.intendedUse is set.',
      },
      {
        id: 'manage-1',
        function: 'manage',
        subcategory: 'MANAGE 1.3',
        title: 'Limitations are stated',
        state: 'gap',
        reason: 'The card has no section on limitations.',
      },
    ],
    reviews: [],
    decisions: [
      {
        type: 'approved',
        reason: 'Reviewed by the imaging team.',
        at: '2026-11-01T10:00:00Z',
        by: 'user:default/ada',
      },
    ],
    thresholds: { drift_score: 0.03 },
    ...overrides,
  };
}

export function driftMeasurement(
  score: number,
  measuredAt: string,
): Wire['DriftMeasurement'] {
  return {
    metric: 'drift_score',
    score,
    measuredAt,
    recordedAt: measuredAt,
    action: score > 0.03 ? 'block' : 'none',
    tier: 'tier-3',
    threshold: 0.03,
  };
}
