import { setImmediate } from 'node:timers/promises';
import { MAX_BATCH_BYTES, MAX_BATCH_COMMANDS } from '../../domain/limits';
import type { ModelStore } from '../ModelStore';
import type { Outcome, Submission } from './Submission';

interface Waiting {
  submission: Submission;
  settle(outcome: Outcome): void;
}

/**
 * Group commit: what arrives while a transaction is under way goes together in the next one, in the order of arrival,
 * so that the wait is for one commit and not for everybody's. The first never waits for a second. `commit` answers for
 * each in their order and never throws.
 */
export function createAppendQueue(
  commit: (submissions: readonly Submission[]) => Promise<Outcome[]>,
): ModelStore['execute'] {
  const waiting: Waiting[] = [];
  let isRunning = false;

  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, lengthOfBatch(waiting));
      const outcomes = await commit(batch.map(({ submission }) => submission));
      batch.forEach(({ settle }, index) => settle(outcomes[index]));
      // who was answered and goes on at once comes along with those that waited
      await setImmediate();
    }
    isRunning = false;
  };

  return (command, context) =>
    new Promise((resolve, reject) => {
      waiting.push({
        submission: { command, context },
        settle: outcome =>
          'error' in outcome ? reject(outcome.error) : resolve(outcome),
      });
      if (!isRunning) {
        void run();
      }
    });
}

/** How many of those that wait one transaction takes. */
function lengthOfBatch(waiting: readonly Waiting[]): number {
  let bytes = 0;
  const end = waiting.findIndex(({ submission }, index) => {
    bytes += bytesOf(submission);
    return (
      index >= MAX_BATCH_COMMANDS || (index > 0 && bytes > MAX_BATCH_BYTES)
    );
  });
  return end < 0 ? waiting.length : end;
}

function bytesOf({ context }: Submission): number {
  return (context.documents ?? []).reduce(
    (sum, { bytes }) => sum + bytes.byteLength,
    0,
  );
}
