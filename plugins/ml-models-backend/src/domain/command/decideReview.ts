import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { DomainError } from '../DomainError';
import type { ModelState } from '../ModelState';
import { getVersion } from '../versions';
import type { CommandOf } from './Command';

/**
 * A person decides an open review. A rejected drift review blocks its version; an approved tier change lets the
 * laxer tier count, and lifts no block.
 */
export function decideReview(
  state: ModelState,
  command: CommandOf<'DecideReview'>,
): NewModelEvent[] {
  const asked = getVersion(state, command.version);
  const review = state.reviews.find(({ id }) => id === command.reviewId);
  if (!review || review.manifestDigest !== asked.manifestDigest) {
    throw new DomainError(
      'REVIEW_NOT_FOUND',
      `${command.version} of ${state.modelRef} has no review ${command.reviewId}`,
      { params: { reviewId: command.reviewId, version: command.version } },
    );
  }
  if (review.state !== 'open') {
    throw new DomainError(
      'REVIEW_CLOSED',
      `review ${review.id} is ${review.state} already`,
      { params: { reviewId: review.id, state: review.state } },
    );
  }
  const subject = {
    version: review.version,
    manifest_digest: review.manifestDigest,
  };
  const events: NewModelEvent[] = [
    {
      type: 'ReviewDecided',
      data: {
        ...subject,
        review_id: review.id,
        decision: command.decision,
        comment: command.comment,
      },
    },
  ];
  if (
    review.subject === 'drift' &&
    command.decision === 'reject' &&
    !asked.blocked
  ) {
    events.push({
      type: 'VersionBlocked',
      data: {
        ...subject,
        rule: 'review',
        reason: `a person rejected the review: ${review.reason}`,
        document: command.comment,
      },
    });
  }
  return events;
}
