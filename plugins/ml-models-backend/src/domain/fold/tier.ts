import type { TierName } from '@ml-models/backstage-plugin-ml-models-common';
import { effectiveTier } from '@ml-models/model-governance';
import type { ModelState, ReviewState } from '../ModelState';

/** The tier after a declaration: a stricter one counts at once, a laxer one waits for its review. */
export function foldTier(
  state: Pick<ModelState, 'declaration' | 'tier' | 'reviews'>,
  declaration: { tier?: TierName; default_tier?: TierName } | undefined,
  approvedReview?: { tier: TierName },
): ModelState['tier'] {
  const declared = declaration?.tier ?? null;
  const { tier, pending } = effectiveTier({
    declared,
    defaultTier: declaration?.default_tier,
    previous: state.declaration && state.tier.effective,
    approvedReview,
  });
  const review = pending && openTierReview(state.reviews, pending);
  return {
    effective: tier,
    declared,
    ...(review && { pending: { tier: pending, reviewId: review.id } }),
  };
}

/** The review that waits for a person to allow `tier`. */
export function openTierReview(
  reviews: ReviewState[],
  tier: TierName,
): ReviewState | undefined {
  return reviews.find(
    review =>
      review.state === 'open' &&
      review.subject === 'tier-change' &&
      review.requestedTier === tier,
  );
}
