import { GovernanceError } from '../GovernanceError';

/** From the laxest to the strictest. @public */
export const RISK_TIERS = ['tier-1', 'tier-2', 'tier-3'] as const;

/** How much harm a wrong model can do; `tier-3` the most. @public */
export type RiskTier = (typeof RISK_TIERS)[number];

/** What a breach leads to. @public */
export type TierAction = 'monitor' | 'review' | 'block';

/** What a breach leads to on each tier. @public */
export const tierActions: Readonly<Record<RiskTier, TierAction>> = {
  'tier-1': 'monitor',
  'tier-2': 'review',
  'tier-3': 'block',
};

/** Counts where an entity declares none and no policy says otherwise. @public */
export const DEFAULT_TIER: RiskTier = 'tier-2';

/** Counts where a declaration cannot be understood. @public */
export const STRICTEST_TIER: RiskTier = 'tier-3';

/** @public */
export function isRiskTier(value: unknown): value is RiskTier {
  return RISK_TIERS.some(tier => tier === value);
}

/**
 * The tier that `value` spells, exactly (no case folding, no blanks).
 * Throws `GovernanceError` `UNKNOWN_TIER` for anything else.
 * @public
 */
export function parseTier(value: unknown): RiskTier {
  if (!isRiskTier(value)) {
    throw new GovernanceError(
      'UNKNOWN_TIER',
      `a tier is one of ${RISK_TIERS.join(', ')}`,
    );
  }
  return value;
}

/** Below 0 when `a` is laxer than `b`, 0 when equal, above 0 when stricter. @public */
export function compareTiers(a: RiskTier, b: RiskTier): number {
  return RISK_TIERS.indexOf(a) - RISK_TIERS.indexOf(b);
}

/** @public */
export function strictest(a: RiskTier, b: RiskTier): RiskTier {
  return compareTiers(a, b) >= 0 ? a : b;
}

/** @public */
export function laxest(a: RiskTier, b: RiskTier): RiskTier {
  return compareTiers(a, b) <= 0 ? a : b;
}
