import {
  isBefore,
  lastDecided,
  placeOf,
  takenAt,
} from '../drift/measuredOrder';
import type { DriftState, VersionState } from '../ModelState';
import { EventOf, Folds, withDecision, withVersion } from './Fold';
import { foldTier } from './tier';

export const governanceFolds: Folds<
  | 'DriftMeasured'
  | 'RiskAssessed'
  | 'ReviewRequested'
  | 'ReviewDecided'
  | 'RequirementWaived'
> = {
  DriftMeasured: (state, { data, recordedAt, actor }) =>
    withVersion(state, data.manifest_digest, version => {
      const known = knownDrift(version, data.metric);
      const taken = takenAt({ measuredAt: data.measured_at, recordedAt });
      if (known && isBefore(taken, takenAt(known))) {
        return withDrift(version, {
          ...known,
          late: { score: data.score, takenAt: taken },
        });
      }
      const standing = known && lastDecided(known);
      return withDrift(version, {
        metric: data.metric,
        score: data.score,
        samples: data.samples,
        window: data.window,
        source: data.source,
        measuredAt: data.measured_at,
        recordedAt,
        by: actor,
        action: 'unknown',
        tier: state.tier.effective,
        threshold: null,
        reason: 'measured, not yet assessed',
        ...(standing && { standing }),
      });
    }),

  RiskAssessed: (state, event) => {
    const { data } = event;
    const assessed = withVersion(state, data.manifest_digest, version => {
      const known = knownDrift(version, data.metric ?? '');
      if (!known) {
        return version;
      }
      const { late, ...measured } = known;
      return withDrift(
        version,
        late ? withLate(measured, late, data) : withAssessment(measured, data),
      );
    });
    return withDecision(assessed, event, {
      version: data.version,
      reason: data.reason,
    });
  },

  ReviewRequested: (state, event) => {
    const { data } = event;
    const requested = withDecision(
      {
        ...state,
        reviews: [
          ...state.reviews,
          {
            id: data.review_id,
            subject: data.subject,
            reason: data.reason,
            version: data.version,
            manifestDigest: data.manifest_digest,
            requestedTier: data.requested_tier,
            evidence: data.evidence,
            requestedAt: event.recordedAt,
            state: 'open',
          },
        ],
      },
      event,
      { version: data.version, reason: data.reason },
    );
    return data.subject === 'tier-change'
      ? { ...requested, tier: foldTier(requested, state.declaration) }
      : requested;
  },

  ReviewDecided: (state, event) => {
    const { data } = event;
    const review = state.reviews.find(({ id }) => id === data.review_id);
    if (!review) {
      return state;
    }
    const approved = data.decision === 'approve';
    const decided = withDecision(
      {
        ...state,
        reviews: state.reviews.map(candidate =>
          candidate === review
            ? {
                ...review,
                state: approved ? 'approved' : 'rejected',
                decidedAt: event.recordedAt,
                decidedBy: event.actor,
                comment: data.comment,
              }
            : candidate,
        ),
      },
      event,
      {
        version: data.version,
        reason: `${review.subject} review ${
          approved ? 'approved' : 'rejected'
        }: ${review.reason}`,
        document: data.comment,
      },
    );
    if (review.subject === 'tier-change') {
      const { requestedTier: tier } = review;
      return {
        ...decided,
        tier: foldTier(
          decided,
          state.declaration,
          approved && tier ? { tier } : undefined,
        ),
      };
    }
    return review.subject === 'drift' && approved
      ? withVersion(decided, review.manifestDigest, acceptDrift)
      : decided;
  },

  RequirementWaived: (state, event) => {
    const { data, actor } = event;
    return withDecision(
      {
        ...state,
        waivers: [
          ...state.waivers.filter(
            waiver =>
              waiver.manifestDigest !== data.manifest_digest ||
              waiver.requirement !== data.requirement,
          ),
          {
            version: data.version,
            manifestDigest: data.manifest_digest,
            requirement: data.requirement,
            reason: data.reason,
            expiresAt: data.expires_at,
            by: actor,
            ...(data.seen && { seen: data.seen }),
          },
        ],
      },
      event,
      {
        version: data.version,
        reason: `${data.requirement} waived until ${data.expires_at}`,
        document: data.reason,
      },
    );
  },
};

function withDrift(version: VersionState, drift: DriftState): VersionState {
  return { ...version, drift: { ...version.drift, [drift.metric]: drift } };
}

function knownDrift(
  version: VersionState,
  metric: string,
): DriftState | undefined {
  return Object.hasOwn(version.drift, metric)
    ? version.drift[metric]
    : undefined;
}

type Assessment = EventOf<'RiskAssessed'>['data'];

function withAssessment(
  { standing, ...measured }: DriftState,
  { decision, tier, threshold, reason }: Assessment,
): DriftState {
  return {
    ...measured,
    // only a measurement that decides contradicts the one before it
    ...(decision === 'unknown' && standing && { standing }),
    action: decision,
    tier,
    threshold,
    reason,
  };
}

/** One that was taken earlier stands only where all that were taken after it decided nothing. */
function withLate(
  measured: DriftState,
  late: NonNullable<DriftState['late']>,
  { decision: action, threshold, reason }: Assessment,
): DriftState {
  return placeOf(measured, { takenAt: late.takenAt, action }) === 'behind-doubt'
    ? { ...measured, standing: { ...late, action, threshold, reason } }
    : measured;
}

/** A person has looked at the measurements that ask for one; the next ones count again. */
export function acceptDrift(version: VersionState): VersionState {
  return {
    ...version,
    drift: Object.fromEntries(
      Object.entries(version.drift).map(([metric, drift]) => [
        metric,
        acceptedDrift(drift),
      ]),
    ),
  };
}

function acceptedDrift(drift: DriftState): DriftState {
  const { standing } = drift;
  if (drift.action === 'review' || drift.action === 'block') {
    return { ...drift, accepted: true };
  }
  return standing?.action === 'review' || standing?.action === 'block'
    ? { ...drift, standing: { ...standing, accepted: true } }
    : drift;
}
