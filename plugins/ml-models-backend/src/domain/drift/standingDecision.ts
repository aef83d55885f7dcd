import type { DecisionName } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, ReviewState, VersionState } from '../ModelState';
import { riskRank } from '../risk';
import { DriftClock, JudgedMetric, judgeMetrics } from './judgeMetrics';

/** The decision that stands for a version, and what it rests on. */
export interface StandingDecision {
  decision: DecisionName;
  /** English sentence */
  reason: string;
  /** what decided: a block, an open review, a metric, or nothing */
  by: 'block' | 'review' | 'metric' | 'nothing';
  /** the metric that decided, or that the block or review is about */
  metric?: JudgedMetric;
  metrics: JudgedMetric[];
}

/**
 * The only place where the decision on a version is read. A block and an open review of its drift stand until a
 * person ends them; else the worst of its metrics decides. A metric without a threshold decides nothing beside one
 * that has one. Without `clock` the age of a measurement is not judged.
 */
export function standingDecision(
  state: ModelState,
  version: VersionState,
  clock?: DriftClock,
): StandingDecision {
  const metrics = judgeMetrics(state, version, clock);
  const metric = worst(metrics);
  const about = { metrics, ...(metric && { metric }) };
  if (version.blocked) {
    return {
      decision: 'block',
      reason: `blocked: ${version.blocked.reason}`,
      by: 'block',
      ...about,
    };
  }
  const review = openDriftReview(state, version);
  if (review && !(metric?.action === 'block')) {
    return {
      decision: 'review',
      reason: `a review is open: ${review.reason}`,
      by: 'review',
      ...about,
    };
  }
  return metric
    ? { decision: metric.action, reason: metric.reason, by: 'metric', ...about }
    : {
        decision: 'unknown',
        reason: 'nothing was measured yet, so nothing is decided',
        by: 'nothing',
        ...about,
      };
}

/** The review of these bytes' drift that waits for a person. */
export function openDriftReview(
  { reviews }: Pick<ModelState, 'reviews'>,
  { manifestDigest }: Pick<VersionState, 'manifestDigest'>,
): ReviewState | undefined {
  return reviews.find(
    review =>
      review.state === 'open' &&
      review.subject === 'drift' &&
      review.manifestDigest === manifestDigest,
  );
}

function worst(metrics: readonly JudgedMetric[]): JudgedMetric | undefined {
  const decided = metrics.filter(({ doubt }) => doubt !== 'no-threshold');
  return (decided.length > 0 ? decided : metrics).reduce<
    JudgedMetric | undefined
  >(
    (found, metric) =>
      found && riskRank(found.action) >= riskRank(metric.action)
        ? found
        : metric,
    undefined,
  );
}
