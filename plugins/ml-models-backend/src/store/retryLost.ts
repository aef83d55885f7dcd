import { setTimeout as sleep } from 'node:timers/promises';
import {
  FIRST_RECONNECT_MS,
  LAST_RECONNECT_MS,
  MAX_TRIES,
  RECONNECT_MS,
} from '../domain/limits';
import { troubleOf } from './databaseTrouble';

/**
 * Runs work on the database again that lost against another writer, at most `MAX_TRIES` times, and work whose
 * connection was cut, with growing pauses for `RECONNECT_MS`. What `mayRepeat` forbids after a cut is not run again:
 * its commit may have come through although its answer did not. `attempt` counts from 1.
 */
export async function retryLost<T>(
  work: (attempt: number) => Promise<T>,
  mayRepeat: () => boolean = () => true,
): Promise<T> {
  const begin = performance.now();
  let lost = 0;
  let cut = 0;
  for (;;) {
    try {
      return await work(lost + cut + 1);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'lost' && lost + 1 < MAX_TRIES) {
        lost += 1;
      } else if (
        trouble === 'unreachable' &&
        mayRepeat() &&
        performance.now() - begin < RECONNECT_MS
      ) {
        await sleep(Math.min(FIRST_RECONNECT_MS * 2 ** cut, LAST_RECONNECT_MS));
        cut += 1;
      } else {
        throw error;
      }
    }
  }
}

/** A store whose every method is run again after a cut: each must be one that may be said twice. */
export function reconnecting<T extends object>(store: {
  [Name in keyof T]: T[Name] extends (...args: never[]) => Promise<unknown>
    ? T[Name]
    : never;
}): T {
  const entries = Object.entries(store).map(([name, method]) => [
    name,
    (...args: unknown[]) =>
      retryLost(() =>
        (method as (...a: unknown[]) => Promise<unknown>)(...args),
      ),
  ]);
  return Object.fromEntries(entries);
}
