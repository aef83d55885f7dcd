import type { RolloutArm } from '../types';
import type { KnativeService, KnativeTarget } from './KnativeService';
import type { RolloutProvider, SourceRollout } from './RolloutProvider';
import { indexOfLargest } from './shares';

/**
 * Rollouts of Knative's Service: several revisions with a percentage. A target
 * with a tag and no percentage has an address, but no share of the traffic.
 */
export const KNATIVE_ROLLOUTS: RolloutProvider = {
  read: ({ cluster }) => cluster.knativeServices.flatMap(readService),
};

function readService({
  object,
  traffic,
  statusTraffic,
}: KnativeService): SourceRollout[] {
  const shares = byRevision(traffic);
  if (shares.size < 2) return [];
  const revisions = [...shares.keys()];
  const percents = [...shares.values()];
  const written = byRevision(statusTraffic);
  const stable = indexOfLargest(percents);
  const arms = revisions.map((revision, index): RolloutArm => {
    const controller = written.get(revision);
    return {
      role: index === stable ? 'stable' : 'canary',
      ref: `revision ${revision}`,
      version: null,
      weights: {
        declared: percents[index] / 100,
        controller: controller === undefined ? null : controller / 100,
        observed: null,
      },
    };
  });
  const served = percents.filter(percent => percent > 0).length;
  return [
    {
      namespace: object.namespace,
      source: 'KnativeService',
      name: object.name,
      target: object.name,
      mode: 'canary',
      arms: arms.sort(
        (left, right) =>
          Number(left.role !== 'stable') - Number(right.role !== 'stable'),
      ),
      // Knative moves no weights by itself.
      phase: served > 1 ? 'declared' : 'idle',
      warnings: [],
      evidence: [
        {
          ref: object.ref,
          role: 'decides',
          id: 'knative_traffic',
          why: 'Traffic by revision',
          pointer: '/spec/traffic',
        },
      ],
    },
  ];
}

/** A revision may stand in several targets. */
function byRevision(targets: readonly KnativeTarget[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { revision = 'latest', percent } of targets) {
    if (percent === undefined) continue;
    shares.set(revision, (shares.get(revision) ?? 0) + percent);
  }
  return shares;
}
