import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { MAX_RETRY_MS, RETRY_MS } from '../limits';
import { anotherTry } from '../problems';

/**
 * When an unchanged declaration is tried again: after a minute, then two, four … at most an hour. What is wrong with
 * the bytes themselves is tried again only once a file at the source is another one; what killed its worker then, or after
 * the longest wait.
 */
export class RetryPlan {
  private readonly tries = new Map<string, number>();
  /** what the source looked like when it was last tried again */
  private readonly seen = new Map<string, string>();

  /** `revision` asks the source, see `sourceRevision`; it is asked only when the wait is over. */
  async isDue(
    last: Pick<
      Wire['Ingestion'],
      'modelRef' | 'state' | 'problems' | 'updatedAt' | 'finishedAt'
    >,
    now: Date,
    revision: () => Promise<string>,
  ): Promise<boolean> {
    const ended = last.state === 'refused' || last.state === 'failed';
    const again = anotherTry(last.problems);
    if (!ended || again === 'never') {
      return false;
    }
    const tried = this.tries.get(last.modelRef) ?? 0;
    const wait = Math.min(RETRY_MS * 2 ** tried, MAX_RETRY_MS);
    const since = Date.parse(last.finishedAt ?? last.updatedAt);
    if (now.getTime() - since < wait) {
      return false;
    }
    const isLong = now.getTime() - since >= MAX_RETRY_MS;
    if (again === 'after-change' || (again === 'rarely' && !isLong)) {
      const is = await revision();
      const was = this.seen.get(last.modelRef);
      this.seen.set(last.modelRef, is);
      // never looked before: one try costs little, an unchanged file is not read again; one that kills costs more
      if (was === is || (was === undefined && again === 'rarely')) {
        return false;
      }
    }
    this.tries.set(last.modelRef, tried + 1);
    return true;
  }

  /** A changed declaration starts anew. */
  forget(modelRef: string): void {
    this.tries.delete(modelRef);
    this.seen.delete(modelRef);
  }
}
