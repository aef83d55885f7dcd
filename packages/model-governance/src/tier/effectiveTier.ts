import {
  DEFAULT_TIER,
  isRiskTier,
  laxest,
  RiskTier,
  STRICTEST_TIER,
  strictest,
} from './RiskTier';
import { quote } from '../quote';
import type { Problem } from '../registration/Problem';

/** @public */
export interface EffectiveTierInput {
  /** `spec.tier` as it stands in git, unread; absent and `null` are unset */
  declared: unknown;
  /** of the policy: counts for unset; by default `tier-2` */
  defaultTier?: RiskTier;
  /** the tier that counted so far; absent for a model seen first */
  previous?: RiskTier;
  /**
   * A review that approved a laxer tier and was decided after `previous`
   * became what it is. It allows nothing below the tier that it names.
   */
  approvedReview?: { tier: RiskTier };
}

/** @public */
export type EffectiveTierReason =
  | 'declared'
  | 'default'
  | 'laxer-needs-review'
  | 'laxer-approved'
  | 'unknown-tier';

/** @public */
export interface EffectiveTier {
  /** the tier that counts now */
  tier: RiskTier;
  reason: EffectiveTierReason;
  /** English sentence; translated by `reason` and `params` */
  message: string;
  params: Record<string, string>;
  /** the laxer tier that waits for an approved review */
  pending?: RiskTier;
  /** set when the declaration is refused */
  problem?: Problem;
}

/**
 * The tier that counts: a stricter one declared applies at once, a laxer one
 * only as far as a review approved it. Unset counts as `defaultTier` and is
 * held to the same rule. A text that is no tier is refused and counts as `tier-3`.
 * @public
 */
export function effectiveTier(input: EffectiveTierInput): EffectiveTier {
  const { declared, previous, approvedReview } = input;
  const { defaultTier = DEFAULT_TIER } = input;
  const unset = declared === undefined || declared === null;
  if (!unset && !isRiskTier(declared)) {
    return unknownTier(declared);
  }
  const wanted = unset ? defaultTier : declared;
  const declaredReason: EffectiveTierReason = unset ? 'default' : 'declared';
  if (previous === undefined) {
    return result(wanted, declaredReason, wanted);
  }
  const floor = approvedReview
    ? laxest(previous, approvedReview.tier)
    : previous;
  const tier = strictest(wanted, floor);
  if (tier !== wanted) {
    return {
      ...result(tier, 'laxer-needs-review', wanted),
      pending: wanted,
    };
  }
  const lowered = laxest(previous, tier) !== previous;
  return result(tier, lowered ? 'laxer-approved' : declaredReason, wanted);
}

function result(
  tier: RiskTier,
  reason: Exclude<EffectiveTierReason, 'unknown-tier'>,
  wanted: RiskTier,
): EffectiveTier {
  const messages: Record<typeof reason, string> = {
    declared: `${tier} as declared`,
    default: `no tier is declared; ${tier} counts`,
    'laxer-needs-review': `${wanted} is laxer than ${tier}; ${tier} counts until a review approves`,
    'laxer-approved': `${tier} as declared and approved by a review`,
  };
  return { tier, reason, message: messages[reason], params: { tier, wanted } };
}

function unknownTier(declared: unknown): EffectiveTier {
  const given = quote(
    typeof declared === 'string' ? declared : typeof declared,
  );
  const message = `“${given}” is no tier; tier-1, tier-2 or tier-3 is`;
  return {
    tier: STRICTEST_TIER,
    reason: 'unknown-tier',
    message: `${message}; ${STRICTEST_TIER} counts`,
    params: { tier: STRICTEST_TIER, given },
    problem: {
      code: 'UNKNOWN_TIER',
      field: 'tier',
      message,
      params: { given },
      remedy: 'spec:\n  tier: tier-2',
    },
  };
}
