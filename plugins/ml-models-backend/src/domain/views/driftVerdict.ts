import type {
  DecisionName,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { JudgedMetric } from '../drift/judgeMetrics';
import { takenAt } from '../drift/measuredOrder';
import { standingDecision } from '../drift/standingDecision';
import type { ModelState, VersionState } from '../ModelState';
import { present } from './modelSummaryView';
import type { ViewContext } from './ViewContext';

type Verdict = Wire['Verdict'];

const CONCERNS: Readonly<Record<DecisionName, Verdict['concern']>> = {
  none: 'none',
  unknown: 'none',
  monitor: 'attention',
  review: 'attention',
  block: 'bad',
};

const WORDS: Readonly<Record<DecisionName, string>> = {
  none: 'within threshold',
  unknown: 'unknown',
  monitor: 'above threshold',
  review: 'above threshold',
  block: 'above threshold',
};

const DOUBTS: Readonly<Record<NonNullable<JudgedMetric['doubt']>, string>> = {
  'no-threshold': 'no threshold',
  'no-samples': 'samples not stated',
  'too-few': 'too few samples',
  'too-old': 'too old',
  future: 'in the future',
  'other-tier': 'judged by another tier',
};

const DECIDED = { block: 'blocked', review: 'review open' } as const;

/** What a measurement has to look like to say anything, as a request to copy. */
const REMEDY =
  'POST …/drift with {"metric":"drift_score","score":…,"samples":…} after each evaluation';

/**
 * What stands about a version's drift: a block by a measurement or a review, then an open review, then the worst of
 * its metrics. Without a measurement, without a threshold, with too little behind a good one, nothing is known.
 */
export function driftVerdict(
  state: ModelState,
  version: VersionState,
  context: Pick<ViewContext, 'at' | 'policy'>,
): Verdict {
  const standing = standingDecision(state, version, context);
  const { metric: worst, metrics, by } = standing;
  // a person's own block says nothing about drift
  const isBlocked = by === 'block' && version.blocked?.rule !== 'manual';
  const decides = isBlocked || by === 'review';
  if (!worst && !decides) {
    return {
      word: 'not measured',
      level: 'unknown',
      concern: 'none',
      reason: 'no drift was ever measured for this version',
      id: 'trust.drift.none',
      evidence: [],
      remedy: REMEDY,
    };
  }
  const action = decides ? standing.decision : worst?.action ?? 'unknown';
  return {
    word: decides ? DECIDED[isBlocked ? 'block' : 'review'] : wordOf(worst),
    level: action === 'unknown' ? 'unknown' : 'measured',
    concern: CONCERNS[action],
    reason: decides ? standing.reason : worst?.reason ?? standing.reason,
    id: decides
      ? `trust.drift.standing.${action}`
      : `trust.drift.${worst?.doubt ?? action}`,
    ...(worst && { params: paramsOf(worst) }),
    evidence: metrics.map(metric => evidenceOf(metric, metric === worst)),
    ...(action === 'unknown' && { remedy: REMEDY }),
    ...(worst && { at: worst.drift.recordedAt }),
  };
}

/** Each metric with its own verdict, by name. */
export function metricVerdicts(
  state: ModelState,
  version: VersionState,
  context: Pick<ViewContext, 'at' | 'policy'>,
): Wire['MetricVerdict'][] {
  const { metrics } = standingDecision(state, version, context);
  return metrics.map(judged => {
    const { drift, action, reason, doubt } = judged;
    return {
      metric: drift.metric,
      score: drift.score,
      threshold: drift.threshold,
      recordedAt: drift.recordedAt,
      ...present({
        samples: drift.samples,
        window: drift.window,
        measuredAt: drift.measuredAt,
      }),
      verdict: {
        word: doubt ? DOUBTS[doubt] : WORDS[action],
        level: action === 'unknown' ? 'unknown' : 'measured',
        concern: CONCERNS[action],
        reason,
        id: `metric.${doubt ?? action}`,
        params: paramsOf(judged),
        evidence: [evidenceOf(judged, true)],
        ...(action === 'unknown' && { remedy: REMEDY }),
        at: drift.recordedAt,
      },
    };
  });
}

function wordOf(metric: JudgedMetric | undefined): string {
  return metric ? String(metric.score) : 'unknown';
}

function paramsOf({
  drift,
  score,
  threshold,
}: JudgedMetric): NonNullable<Verdict['params']> {
  return { metric: drift.metric, score, tier: drift.tier, threshold };
}

function evidenceOf(
  { drift, reason }: JudgedMetric,
  decides: boolean,
): Verdict['evidence'][number] {
  return {
    role: decides ? 'decides' : 'context',
    ref: drift.metric,
    why: reason,
    source: drift.source,
    by: drift.by,
    value: drift.score,
    at: takenAt(drift),
  };
}
