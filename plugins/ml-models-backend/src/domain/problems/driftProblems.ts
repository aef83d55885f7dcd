import type { ModelState, VersionState } from '../ModelState';
import { driftVerdict } from '../views/driftVerdict';
import type { RankedProblem } from './problem';

/**
 * What the measurements ask for beyond a block and an open review, which are problems of their own.
 */
export function driftProblems(
  state: ModelState,
  version: VersionState,
  { label, inService }: { label: string; inService: boolean },
): RankedProblem[] {
  const { concern, reason, evidence, at, params } = driftVerdict(version);
  const isSaidAlready =
    version.blocked !== undefined ||
    state.reviews.some(
      review =>
        review.state === 'open' &&
        review.subject === 'drift' &&
        review.manifestDigest === version.manifestDigest,
    );
  if (concern === 'none' || isSaidAlready) {
    return [];
  }
  return [
    {
      rank: 'drift',
      problem: {
        id: 'problem.drift',
        concern,
        message: `Drift: ${reason}`,
        params: { version: label, ...params, reason },
        subject: `version ${label}, drift`,
        version: label,
        inService,
        turn: { role: 'owner', ref: state.owner },
        ...(at !== undefined && { since: at }),
        reason,
        evidence,
        cure: {
          text: 'Find out what moved. A measurement within the threshold ends this, and so does a version that meets it',
          tab: 'governance',
        },
      },
    },
  ];
}
