import type { TextLimits } from '../limits';
import { positionOf } from '../positionOf';
import { TextError, TextErrorCode } from '../TextError';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** An object that is open: its keys so far, and whether the next string is one. */
interface OpenObject {
  keys: Set<string>;
  atKey: boolean;
}

/**
 * Holds JSON text to its limits before anything is made of it, in one pass over its characters that builds no value:
 * `JSON.parse` takes depth without end and keeps the last of two equal keys. What is no JSON at all is left to it.
 *
 * Throws `TextError` `TOO_DEEP`, `TOO_MANY_NODES`, `TOO_MANY_KEYS`, `DUPLICATE_KEY`.
 */
export function checkJson(
  text: string,
  limits: Pick<TextLimits, 'depth' | 'nodes' | 'keys'>,
): void {
  const open: (OpenObject | undefined)[] = [];
  let object: OpenObject | undefined;
  // never fewer than there are: each container has one value more than commas
  let nodes = 1;
  const refuse = (code: TextErrorCode, message: string, at: number) => {
    throw new TextError(code, message, { position: positionOf(text, at) });
  };
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (object?.atKey) {
          object.atKey = false;
          const key = keyOf(text, at, end);
          if (object.keys.has(key)) {
            refuse('DUPLICATE_KEY', `${quoted(key)} comes twice`, at);
          }
          object.keys.add(key);
          if (object.keys.size > limits.keys) {
            refuse('TOO_MANY_KEYS', `more than ${limits.keys} keys`, at);
          }
        }
        at = end;
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        object =
          text.charCodeAt(at) === OPEN_OBJECT
            ? { keys: new Set(), atKey: true }
            : undefined;
        open.push(object);
        nodes += 1;
        // the value inside, if there is one, lies a level deeper
        if (open.length >= limits.depth) {
          refuse('TOO_DEEP', `more than ${limits.depth} levels`, at);
        }
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop();
        object = open[open.length - 1];
        break;
      case COMMA:
        nodes += 1;
        if (object) {
          object.atKey = true;
        }
        break;
      default:
    }
    if (nodes > limits.nodes) {
      refuse('TOO_MANY_NODES', `more than ${limits.nodes} values`, at);
    }
  }
}

/** Index of the closing quote, or of the last character where none closes. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end, start)) {
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length - 1 : end;
}

function isEscaped(text: string, at: number, start: number): boolean {
  let before = at - 1;
  while (before > start && text.charCodeAt(before) === BACKSLASH) {
    before -= 1;
  }
  return (at - before) % 2 === 0;
}

/** Two spellings of one key are one key. */
function keyOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) {
    return raw;
  }
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return raw;
  }
}

function quoted(key: string): string {
  return `“${key.slice(0, 200)}”`;
}
