import { FormatError } from '../inspection/FormatError';
import {
  CLOSE_OBJECT,
  COLON,
  COMMA,
  JsonLexer,
  OPEN_OBJECT,
} from './JsonLexer';

/**
 * Calls `onKey` in front of each value of an object, which it has to take.
 * Throws `DUPLICATE` for a key that comes twice (RFC 8259 §4 leaves open which
 * one counts) and `LIMIT_EXCEEDED` for one longer than `nameBytes`.
 */
export function readObject(
  lexer: JsonLexer,
  nameBytes: number,
  onKey: (key: string) => void,
): void {
  lexer.expect(OPEN_OBJECT);
  if (lexer.accept(CLOSE_OBJECT)) {
    return;
  }
  const keys = new Set<string>();
  let count = 0;
  do {
    lexer.peek();
    const at = lexer.position;
    const key = lexer.string(nameBytes);
    keys.add(key);
    count += 1;
    if (keys.size !== count) {
      throw new FormatError(
        'DUPLICATE',
        `the key “${key.slice(0, 200)}” comes twice`,
        { offset: at },
      );
    }
    lexer.expect(COLON);
    onKey(key);
  } while (lexer.accept(COMMA));
  lexer.expect(CLOSE_OBJECT);
}
