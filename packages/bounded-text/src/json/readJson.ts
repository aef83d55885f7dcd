import { decodeText } from '../decodeText';
import { TEXT_LIMITS, TextLimits } from '../limits';
import { positionOf } from '../positionOf';
import { TextError, TextPosition } from '../TextError';
import { checkJson } from './checkJson';

/**
 * One JSON text (RFC 8259) within its limits. A key that comes twice is refused, also where it is spelt with escapes:
 * readers differ on which one counts (§4). `__proto__` is a key like any other.
 *
 * Throws `TextError`.
 * @public
 */
export function readJson(
  input: string | Uint8Array,
  limits: Partial<TextLimits> = {},
): unknown {
  const all = { ...TEXT_LIMITS, ...limits };
  const text = decodeText(input, all.bytes);
  checkJson(text, all);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TextError('MALFORMED', 'the text is not JSON', {
      cause,
      position: placeIn(text, cause),
    });
  }
}

/** Where V8 says that it stopped; other engines may not say. */
function placeIn(text: string, cause: unknown): TextPosition | undefined {
  const offset = /at position (\d{1,10})/.exec(String(cause))?.[1];
  return offset === undefined ? undefined : positionOf(text, Number(offset));
}
