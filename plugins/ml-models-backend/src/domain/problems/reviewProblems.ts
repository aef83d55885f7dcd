import type { ModelState, ReviewState } from '../ModelState';
import { postToVersion } from './commands';
import type { RankedProblem } from './problem';

const SUBJECTS: Readonly<Record<ReviewState['subject'], string>> = {
  drift: 'drift',
  'tier-change': 'a laxer tier',
  approval: 'approval',
};

/** Every open review, the oldest first. */
export function reviewProblems(
  state: ModelState,
  isServed: (label: string) => boolean,
): RankedProblem[] {
  return state.reviews
    .filter(review => review.state === 'open')
    .map(review => ({
      rank: 'review' as const,
      problem: {
        id: `problem.review.${review.subject}`,
        concern: 'attention' as const,
        message: `an open review of ${review.version}: ${review.reason}`,
        params: { version: review.version, reason: review.reason },
        subject: `version ${review.version}, ${SUBJECTS[review.subject]}`,
        version: review.version,
        inService: isServed(review.version),
        turn: { role: 'reviewer' as const },
        since: review.requestedAt,
        reason: review.reason,
        evidence: [
          {
            role: 'decides' as const,
            ref: `review ${review.id}`,
            why: review.reason,
            at: review.requestedAt,
          },
        ],
        cure: {
          text: 'Whoever has the permission ml-models.model.review for this model approves or rejects it with a comment',
          command: postToVersion(
            state.modelRef,
            review.version,
            `reviews/${review.id}`,
            { decision: 'approve', comment: 'why it may go on' },
          ),
          action: 'decide-review' as const,
          tab: 'governance' as const,
        },
      },
    }));
}
