/** The disk of the spool or of the database takes no more bytes. */
export class DiskFullError extends Error {
  readonly code = 'DISK_FULL';

  constructor(cause: unknown) {
    super('the disk is full', { cause });
    this.name = 'DiskFullError';
  }
}
