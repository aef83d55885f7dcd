import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import {
  decideDrift,
  DriftDecision,
  GovernanceError,
} from '@ml-models/model-governance';
import type { DecideContext } from '../DecideContext';
import { DomainError } from '../DomainError';
import { DAY_MS, MAX_METRICS } from '../limits';
import { placeOf, takenAt } from '../drift/measuredOrder';
import { openDriftReview } from '../drift/standingDecision';
import type { ModelState } from '../ModelState';
import { getVersion, labelOf } from '../versions';
import type { CommandOf } from './Command';
import { checkMeasurement, metricName } from './checkMeasurement';
import { checkOpenReviews } from './declarationEvents';

/**
 * A measurement, what the model's tier makes of it, and what follows: a review unless one is open for this version,
 * a block unless one stands. A score within its threshold never lifts a block. A measurement that was taken before
 * one that decided is history: nothing follows from it.
 */
export function recordDrift(
  state: ModelState,
  sent: CommandOf<'RecordDrift'>,
  context: DecideContext,
): NewModelEvent[] {
  checkMeasurement(sent, context);
  const { newId, at } = context;
  const version = getVersion(state, sent.version);
  const metrics = Object.keys(version.drift);
  const metric = metricName(
    sent.metric,
    Object.keys(sent.policy.drift.thresholds),
    metrics,
  );
  const command = { ...sent, metric };
  if (!metrics.includes(metric) && metrics.length >= MAX_METRICS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${metrics.length} metrics are measured already`,
      { params: { limit: MAX_METRICS } },
    );
  }
  const decision = assess(state, command, at);
  const known = metrics.includes(metric) ? version.drift[metric] : undefined;
  const { action } = decision;
  const place = placeOf(known, { takenAt: command.measuredAt ?? at, action });
  // it is assessed for itself, but one taken after it stands
  const newer = place === 'history' && known ? takenAt(known) : undefined;
  const reason =
    newer === undefined
      ? decision.reason
      : `${decision.reason}; history only, the measurement of ${newer} is newer`;
  const subject = {
    version: labelOf(version, command.version),
    manifest_digest: version.manifestDigest,
  };
  const events: NewModelEvent[] = [
    {
      type: 'DriftMeasured',
      data: {
        ...subject,
        metric,
        score: decision.score,
        window: command.window,
        samples: command.samples,
        source: command.source,
        measured_at: command.measuredAt,
      },
    },
    {
      type: 'RiskAssessed',
      data: {
        ...subject,
        policy_digest: command.policyDigest,
        tier: decision.tier,
        metric,
        threshold: decision.threshold,
        score: decision.score,
        decision: action,
        reason,
        reason_id: `drift.${action}`,
        params: decision.params,
        ...(action === 'none' && {
          valid_until: validUntil(command, decision, at),
        }),
        ...(newer !== undefined && { newer_measured_at: newer }),
      },
    },
  ];
  if (newer !== undefined) {
    return events;
  }
  const evidence = [state.sequence + 1, state.sequence + 2];
  if (action === 'review' && !openDriftReview(state, version)) {
    checkOpenReviews(state);
    events.push({
      type: 'ReviewRequested',
      data: {
        ...subject,
        review_id: `rev-${newId()}`,
        subject: 'drift',
        reason: decision.reason,
        evidence,
      },
    });
  }
  if (action === 'block' && !version.blocked) {
    events.push({
      type: 'VersionBlocked',
      data: { ...subject, rule: decision.tier, reason: decision.reason },
    });
  }
  return events;
}

/** RFC 3339: after it the measurement is too old to say that all is well. */
function validUntil(
  { policy, measuredAt }: CommandOf<'RecordDrift'>,
  { tier }: DriftDecision,
  at: string,
): string {
  const { maximumAgeDays } = policy.drift.demands[tier];
  const from = Date.parse(measuredAt ?? at);
  return new Date(from + maximumAgeDays * DAY_MS).toISOString();
}

function assess(
  state: ModelState,
  { metric, score, policy, samples, measuredAt }: CommandOf<'RecordDrift'>,
  at: string,
): DriftDecision {
  try {
    return decideDrift({
      metric,
      score,
      tier: state.tier.effective,
      thresholds: policy.drift.thresholds,
      behind: {
        samples,
        measuredAt: measuredAt ?? at,
        at,
        demands: policy.drift.demands,
      },
    });
  } catch (error) {
    if (error instanceof GovernanceError && error.code === 'INVALID_SCORE') {
      throw new DomainError('INVALID_SCORE', error.message, {
        params: { metric },
        cause: error,
      });
    }
    throw error;
  }
}
