import { setTimeout as sleep } from 'node:timers/promises';
import { NUDGE_LOOKS_MS, RECONCILE_PAGE } from '../limits';

/**
 * References that the catalog says have changed. It says so while it processes an entity and before anybody can read
 * the result, so each is looked at some more times, until a look has found what to do.
 */
export class NudgedRefs {
  /** how many looks there were at each */
  readonly #looks = new Map<string, number>();
  #stopping = new AbortController();

  /**
   * @param wake called when there are some to look at
   * @param pauses milliseconds before each further look
   */
  constructor(
    private readonly wake: () => void,
    private readonly pauses: readonly number[] = NUDGE_LOOKS_MS,
  ) {}

  add(ref: string): void {
    const isFirst = this.#looks.size === 0;
    this.#looks.set(ref, 0);
    if (isFirst) {
      this.wake();
    }
  }

  /** At most a page of the catalog, without those that wait for their next look. */
  take(): ReadonlyMap<string, number> {
    const taken = new Map([...this.#looks].slice(0, RECONCILE_PAGE));
    for (const ref of taken.keys()) {
      this.#looks.delete(ref);
    }
    return taken;
  }

  /** Looked at without finding anything to do. */
  lookAgain(looked: ReadonlyMap<string, number>): void {
    for (const [looks, refs] of Map.groupBy(looked.keys(), ref =>
      looked.get(ref),
    )) {
      const pause = this.pauses[looks ?? 0];
      if (pause !== undefined) {
        sleep(pause, undefined, { signal: this.#stopping.signal, ref: false })
          .then(() => this.#putBack(refs, (looks ?? 0) + 1))
          // stopped: the next start begins with whole rounds
          .catch(() => {});
      }
    }
  }

  stop(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
  }

  #putBack(refs: readonly string[], looks: number): void {
    for (const ref of refs) {
      // one that was nudged meanwhile begins anew
      if (!this.#looks.has(ref)) {
        this.#looks.set(ref, looks);
      }
    }
    this.wake();
  }
}
