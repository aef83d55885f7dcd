import { MAX_TRIES } from '../domain/limits';

/** PostgreSQL: serialization failure, deadlock, unique violation. SQLite: another process writes. */
const LOST = new Set([
  '40001',
  '40P01',
  '23505',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

/** Runs an append again that lost against another one; at most `MAX_TRIES` times. */
export async function retryLost<T>(append: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await append();
    } catch (error) {
      if (attempt >= MAX_TRIES || !isLost(error)) {
        throw error;
      }
    }
  }
}

function isLost(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    LOST.has(error.code)
  );
}
