import { readJson } from '@ml-models/bounded-text';
import { DomainError } from '../domain/DomainError';
import { MAX_CURSOR_LENGTH } from '../domain/limits';

/** A list of scalars. */
const CURSOR_LIMITS = { depth: 2, nodes: 100 };

/** The keys of a page's last row, opaque to whoever sends them back. */
export type CursorKeys = readonly (string | number)[];

export function encodeCursor(keys: CursorKeys): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Throws `INVALID_CURSOR` unless the text holds keys of these types. */
export function decodeCursor<T extends CursorKeys>(
  cursor: string,
  types: readonly ('number' | 'string')[] & { length: T['length'] },
): T {
  const keys = cursor.length <= MAX_CURSOR_LENGTH ? parse(cursor) : undefined;
  if (
    !Array.isArray(keys) ||
    keys.length !== types.length ||
    !keys.every(
      (key, index) =>
        typeof key === types[index] &&
        (typeof key !== 'string' || !key.includes('\0')),
    )
  ) {
    throw new DomainError('INVALID_CURSOR', 'the cursor is not one of ours');
  }
  // each member was compared with its type
  return keys as unknown as T;
}

function parse(cursor: string): unknown {
  try {
    return readJson(Buffer.from(cursor, 'base64url'), CURSOR_LIMITS);
  } catch {
    return undefined;
  }
}
