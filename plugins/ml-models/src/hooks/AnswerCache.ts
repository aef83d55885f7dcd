import { isGone } from '../api/MlModelsRequestError';
import { KEPT_ANSWERS } from './limits';

/** What is known under a key; immutable, so that readers may compare it. */
export interface Answer {
  value: unknown;
  /** why the last read gave nothing; beside a value, why it is not renewed */
  error: Error | undefined;
  /** when the value was read, in milliseconds since 1970 */
  readAt: number | undefined;
  /** when the backend said that there is none to see, else `undefined` */
  goneAt: number | undefined;
}

interface Entry {
  answer: Answer;
  listeners: Set<() => void>;
  reading: boolean;
  /** number of the last read begun; an earlier one that ends later is dropped */
  reads: number;
}

const NOTHING: Answer = {
  value: undefined,
  error: undefined,
  readAt: undefined,
  goneAt: undefined,
};

/**
 * Answers by key, one request for all who look at the same. A read that fails
 * keeps the value, unless the backend says that there is none to see.
 */
export class AnswerCache {
  readonly #entries = new Map<string, Entry>();

  get(key: string): Answer {
    return this.#entries.get(key)?.answer ?? NOTHING;
  }

  subscribe(key: string, listener: () => void): () => void {
    this.#entry(key).listeners.add(listener);
    return () => {
      this.#entry(key).listeners.delete(listener);
      this.#forgetOldest();
    };
  }

  /**
   * Asks again, unless an answer that is young enough or on its way is there.
   * That there is none to see stays so for longer: each time is an error in the
   * browser's log.
   */
  async refresh(
    key: string,
    load: () => Promise<unknown>,
    { freshMs, goneMs }: { freshMs: number; goneMs: number },
  ): Promise<void> {
    const { reading, answer } = this.#entry(key);
    const now = Date.now();
    const due =
      answer.goneAt === undefined
        ? answer.error !== undefined || now - (answer.readAt ?? 0) >= freshMs
        : now - answer.goneAt >= goneMs;
    if (!reading && due) {
      await this.read(key, load);
    }
  }

  /** Asks now, whatever is there. */
  async read(key: string, load: () => Promise<unknown>): Promise<void> {
    const entry = this.#entry(key);
    entry.reading = true;
    entry.reads += 1;
    const mine = entry.reads;
    const settle = (answer: Answer) => {
      if (mine === entry.reads) {
        entry.reading = false;
        entry.answer = answer;
        entry.listeners.forEach(listener => listener());
      }
    };
    try {
      const value = await load();
      settle({ ...NOTHING, value, readAt: Date.now() });
    } catch (failure) {
      const error =
        failure instanceof Error ? failure : new Error(String(failure));
      settle(
        isGone(error)
          ? { ...NOTHING, error, goneAt: Date.now() }
          : { ...entry.answer, error, goneAt: undefined },
      );
    }
  }

  /** Drops what nobody looks at: something was changed that it may depend on. */
  forgetUnwatched(): void {
    for (const [key, entry] of this.#entries) {
      if (entry.listeners.size === 0) {
        this.#entries.delete(key);
      }
    }
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = {
        answer: NOTHING,
        listeners: new Set(),
        reading: false,
        reads: 0,
      };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #forgetOldest(): void {
    const unwatched = [...this.#entries].filter(
      ([, { listeners }]) => listeners.size === 0,
    );
    for (const [key] of unwatched.slice(
      0,
      Math.max(0, unwatched.length - KEPT_ANSWERS),
    )) {
      this.#entries.delete(key);
    }
  }
}
