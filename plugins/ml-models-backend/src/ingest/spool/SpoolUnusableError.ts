/** The directory of the spool is gone, or the system refuses what the work needs of it. Says nothing of any source. */
export class SpoolUnusableError extends Error {
  readonly code = 'SPOOL_UNUSABLE';

  constructor(cause: unknown) {
    super('the spool of this replica cannot be used', { cause });
    this.name = 'SpoolUnusableError';
  }
}
