import { InspectionContext } from '../reader/InspectionContext';
import { tryDecodeUtf8 } from '../source/utf8';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * JSON of a configuration; `undefined` when it is none. Throws
 * `LIMIT_EXCEEDED` over `configBytes` and `configDepth`: the parser of the
 * engine would spend 70 bytes for each open bracket.
 */
export function parseConfig(
  text: Uint8Array,
  context: InspectionContext,
): unknown {
  context.assertLimit('configBytes', text.length);
  assertDepth(text, context);
  let end = text.length;
  while (end > 0 && text[end - 1] === 0) {
    end -= 1;
  }
  const decoded = tryDecodeUtf8(text.subarray(0, end));
  if (decoded === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(decoded);
  } catch {
    return undefined;
  }
}

function assertDepth(text: Uint8Array, context: InspectionContext): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i];
    if (inString) {
      if (byte === BACKSLASH) {
        i += 1;
      } else if (byte === QUOTE) {
        inString = false;
      }
    } else if (byte === QUOTE) {
      inString = true;
    } else if (OPENING.has(byte)) {
      depth += 1;
      context.assertLimit('configDepth', depth);
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
  }
}
