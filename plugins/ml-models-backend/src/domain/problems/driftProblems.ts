import { openDriftReview, standingDecision } from '../drift/standingDecision';
import type { ModelState, VersionState } from '../ModelState';
import type { RankedProblem } from './problem';

/**
 * What each metric asks for beyond a block and an open review, which are problems of their own. Age plays no part:
 * an old breach stands, and an old good measurement asks for nobody.
 */
export function driftProblems(
  state: ModelState,
  version: VersionState,
  { label, inService }: { label: string; inService: boolean },
): RankedProblem[] {
  const isBlocked = version.blocked !== undefined;
  const isReviewed = isBlocked || openDriftReview(state, version) !== undefined;
  return standingDecision(state, version)
    .metrics.filter(
      ({ action }) =>
        action === 'monitor' ||
        (action === 'review' && !isReviewed) ||
        (action === 'block' && !isBlocked),
    )
    .map(({ drift, action, score, threshold, reason }) => ({
      rank: 'drift',
      problem: {
        id: 'problem.drift',
        concern: action === 'block' ? 'bad' : 'attention',
        message: `Drift: ${reason}`,
        params: {
          version: label,
          metric: drift.metric,
          score,
          threshold,
          tier: drift.tier,
          reason,
        },
        subject: `version ${label}, ${drift.metric}`,
        version: label,
        inService,
        turn: { role: 'owner', ref: state.owner },
        since: drift.recordedAt,
        reason,
        evidence: [
          {
            role: 'decides',
            ref: drift.metric,
            why: drift.reason,
            source: drift.source,
            by: drift.by,
            value: drift.score,
            at: drift.recordedAt,
          },
        ],
        cure: {
          text: `Find out what moved. A measurement of ${drift.metric} within its threshold, on enough samples, ends this, and so does a newer version that meets it`,
          tab: 'governance',
        },
      },
    }));
}
