import { ArtifactError } from '@ml-models/artifact-io';

/**
 * The answer of a provider within `ms`, whether it listens to its signal or not. Throws `ArtifactError` `IDLE_TIMEOUT`,
 * the reason of `signal`, and what the provider throws. `tooLate` gets an answer that nobody waits for any more.
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
  tooLate: (answer: T) => void = () => {},
): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  let isOver = false;
  const end = (reason: unknown) => {
    isOver = true;
    over.abort(reason);
  };
  const timer = setTimeout(
    () => end(new ArtifactError('IDLE_TIMEOUT', `no answer in ${ms} ms`)),
    ms,
  );
  const onAbort = () => end(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const aborted = new Promise<never>((_resolve, reject) => {
    over.signal.addEventListener('abort', () => reject(over.signal.reason), {
      once: true,
    });
  });
  // Settled by nobody when the answer came first.
  aborted.catch(() => {});
  try {
    const asked = ask(over.signal);
    asked.then(answer => isOver && tooLate(answer)).catch(() => {});
    return await Promise.race([asked, aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
