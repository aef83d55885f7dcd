import { troubleOf } from '../databaseTrouble';
import { retryLost } from '../retryLost';
import type { Outcome, Submission } from './Submission';

/**
 * Brings submissions into the history with one transaction, or with one each when the database refuses that one: a row
 * that it cannot take concerns its own command only. Never throws.
 *
 * `transact` runs one transaction, and calls `decided` when all that is left is its commit. When that gets no answer it
 * may have come through: what has a fence is tried again, since the fence tells, and the others are told of the failure.
 */
export async function commitBatch(
  transact: (
    submissions: readonly Submission[],
    decided: () => void,
  ) => Promise<Outcome[]>,
  submissions: readonly Submission[],
): Promise<Outcome[]> {
  let isDecided = false;
  try {
    return await retryLost(
      attempt => {
        isDecided = false;
        return transact(
          attempt > 1 ? submissions.map(again) : submissions,
          () => {
            isDecided = true;
          },
        );
      },
      () => !isDecided || submissions.every(hasFence),
    );
  } catch (error) {
    const isUnreachable = troubleOf(error) === 'unreachable';
    const outcomes: Outcome[] = [];
    for (const submission of submissions) {
      const mayRepeat = !isUnreachable || (isDecided && hasFence(submission));
      outcomes.push(
        ...(mayRepeat && submissions.length > 1
          ? await commitBatch(transact, [again(submission)])
          : [{ error }]),
      );
    }
    return outcomes;
  }
}

function again(submission: Submission): Submission {
  return { ...submission, again: true };
}

function hasFence({ context }: Submission): boolean {
  return context.fence !== undefined;
}
