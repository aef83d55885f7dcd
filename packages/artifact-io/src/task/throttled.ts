import { PROGRESS_INTERVAL_MS } from '../limits';

/** Passes on one report per `PROGRESS_INTERVAL_MS` at most. */
export function throttled(
  report: (bytes: number) => void,
): (bytes: number) => void {
  let last = Date.now();
  return bytes => {
    const now = Date.now();
    if (now - last >= PROGRESS_INTERVAL_MS) {
      last = now;
      report(bytes);
    }
  };
}
