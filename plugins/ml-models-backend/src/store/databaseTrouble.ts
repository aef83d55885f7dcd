/**
 * What is wrong when a statement fails and the statement is not.
 *
 * `lost`: against another writer; again at once. `unreachable`: the connection was cut, or there is none; again after a
 * pause. `full`: the database has no room; again once somebody made some.
 */
export type DatabaseTrouble = 'lost' | 'unreachable' | 'full';

const TROUBLE_BY_CODE: Readonly<Record<string, DatabaseTrouble>> = {
  // PostgreSQL: serialization failure, deadlock, unique violation
  '40001': 'lost',
  '40P01': 'lost',
  '23505': 'lost',
  // SQLite: another process writes
  SQLITE_BUSY: 'lost',
  SQLITE_BUSY_SNAPSHOT: 'lost',
  SQLITE_CONSTRAINT_UNIQUE: 'lost',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'lost',
  // PostgreSQL: connection exceptions, shutdown, crash, starting, too many connections
  '08000': 'unreachable',
  '08001': 'unreachable',
  '08003': 'unreachable',
  '08004': 'unreachable',
  '08006': 'unreachable',
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'unreachable',
  '53300': 'unreachable',
  // PostgreSQL: somebody holds a lock for too long; this one held it and fell silent
  '55P03': 'unreachable',
  '25P03': 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  // PostgreSQL: disk full; SQLite: the same, and what it makes of a write that fails
  '53100': 'full',
  SQLITE_FULL: 'full',
  SQLITE_IOERR_WRITE: 'full',
  SQLITE_IOERR_FSYNC: 'full',
  SQLITE_READONLY: 'full',
  SQLITE_CANTOPEN: 'full',
  // the system, of any file
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'full',
};

/** pg and knex say these without a code. */
const UNREACHABLE_TEXTS = [
  'Connection terminated',
  'Connection ended unexpectedly',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'timeout expired',
  'Timeout acquiring a connection',
];

/** `undefined` for an error that is the statement's own. */
export function troubleOf(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && Object.hasOwn(TROUBLE_BY_CODE, code)) {
    return TROUBLE_BY_CODE[code];
  }
  return UNREACHABLE_TEXTS.some(text => error.message.includes(text))
    ? 'unreachable'
    : undefined;
}
