import { FormatError } from '../inspection/FormatError';
import { ByteSource } from '../source/ByteSource';
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  JsonLexer,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from './JsonLexer';

/** A name in an object that tells a format is short. */
const KEY_BYTES = 256;
/** Whether a text is ours is decided by its first keys. */
const MAX_KEYS = 200;
/** A value that goes on past here decides nothing. */
const LOOKED_AT_BYTES = 1024 * 1024;

/**
 * The keys of the object that a file consists of, each with the first byte of
 * its value, as far as they stand in its first bytes; empty when it is no JSON
 * object. For telling formats apart: nothing is checked.
 */
export function firstKeys(
  head: Uint8Array,
  source: ByteSource,
): ReadonlyMap<string, number> {
  const keys = new Map<string, number>();
  if (head.find(byte => byte > 0x20) !== OPEN_OBJECT) {
    return keys;
  }
  const end = Math.min(source.size, LOOKED_AT_BYTES);
  const lexer = new JsonLexer(source, 0, end, 'keys');
  try {
    lexer.expect(OPEN_OBJECT);
    do {
      const key = lexer.string(KEY_BYTES);
      lexer.expect(COLON);
      keys.set(key, lexer.peek());
      skipValue(lexer);
    } while (keys.size < MAX_KEYS && lexer.accept(COMMA));
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
  }
  return keys;
}

/** Steps over a value by its brackets. */
function skipValue(lexer: JsonLexer): void {
  let depth = 0;
  do {
    const next = lexer.peek();
    if (next === QUOTE) {
      lexer.string(KEY_BYTES, true);
    } else if (next === OPEN_OBJECT || next === OPEN_ARRAY) {
      lexer.expect(next);
      depth += 1;
    } else if (next === CLOSE_OBJECT || next === CLOSE_ARRAY) {
      lexer.expect(next);
      depth -= 1;
    } else if (next === COMMA || next === COLON) {
      lexer.expect(next);
    } else if (lexer.word() === '') {
      throw lexer.unexpected('a value expected');
    }
  } while (depth > 0);
}
