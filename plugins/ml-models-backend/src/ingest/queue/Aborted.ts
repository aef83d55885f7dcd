/** Why a running ingestion was aborted. */
export type AbortReason = 'cancelled' | 'stale' | 'stopping' | 'overdue';

export class Aborted extends Error {
  constructor(readonly reason: AbortReason) {
    super(`the ingestion is ${reason}`);
    this.name = 'AbortError';
  }
}

/** `undefined` when it was not aborted, or by somebody else. */
export function abortReason(signal: AbortSignal): AbortReason | undefined {
  const reason: unknown = signal.reason;
  return signal.aborted && reason instanceof Aborted
    ? reason.reason
    : undefined;
}
