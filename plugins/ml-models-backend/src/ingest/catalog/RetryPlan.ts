import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { MAX_RETRY_MS, RETRY_MS } from '../limits';
import { isWorthAnotherTry } from '../problems';

/** When an unchanged declaration is tried again: after a minute, then two, four … at most an hour. */
export class RetryPlan {
  private readonly tries = new Map<string, number>();

  isDue(
    last: Pick<
      Wire['Ingestion'],
      'modelRef' | 'state' | 'problems' | 'updatedAt' | 'finishedAt'
    >,
    now: Date,
  ): boolean {
    const ended = last.state === 'refused' || last.state === 'failed';
    if (!ended || !isWorthAnotherTry(last.problems)) {
      return false;
    }
    const tried = this.tries.get(last.modelRef) ?? 0;
    const wait = Math.min(RETRY_MS * 2 ** tried, MAX_RETRY_MS);
    const since = Date.parse(last.finishedAt ?? last.updatedAt);
    if (now.getTime() - since < wait) {
      return false;
    }
    this.tries.set(last.modelRef, tried + 1);
    return true;
  }

  /** A changed declaration starts anew. */
  forget(modelRef: string): void {
    this.tries.delete(modelRef);
  }
}
