/** A qualified name as it stands in the code. */
export interface CodeName {
  /** parts joined by dots, whatever space and comments stood between them */
  path: string;
  /** name of the method or function in whose body or head it stands; `''` outside */
  method: string;
  called: boolean;
  /** it stands where a value is expected and nothing is taken of it */
  bare: boolean;
}

/** Behind these a value is expected. */
const BEFORE_VALUE = new Set(['=', '(', '[', ',', 'return']);
/** In front of these a name is no value: a parameter, an attribute or a keyword. */
const BEHIND_NO_VALUE = new Set([':', '=']);

const LINE_FEED = 0x0a;
const HASH = 0x23;
const BACKSLASH = 0x5c;

/**
 * The qualified names in TorchScript source. In one pass, and nothing of it is
 * understood but strings, comments, names and the `def` that they stand behind.
 * By character codes: a pattern could be led to run out of stack by a megabyte
 * of anything.
 */
export function* codeNames(source: string): Generator<CodeName> {
  let before = '';
  let method = '';
  for (let at = spaceEnd(source, 0); at < source.length; ) {
    const code = source.charCodeAt(at);
    if (isQuote(code)) {
      at = spaceEnd(source, textEnd(source, at));
      before = 'text';
      continue;
    }
    if (isDigit(code)) {
      at = spaceEnd(source, numberEnd(source, at));
      before = 'number';
      continue;
    }
    if (!isNameStart(code)) {
      before = source[at];
      at = spaceEnd(source, at + 1);
      continue;
    }
    let end = nameEnd(source, at);
    const first = source.slice(at, end);
    let path = before === '.' ? `?.${first}` : first;
    at = spaceEnd(source, end);
    while (source[at] === '.') {
      const start = spaceEnd(source, at + 1);
      if (!isNameStart(source.charCodeAt(start))) {
        break;
      }
      end = nameEnd(source, start);
      path += `.${source.slice(start, end)}`;
      at = spaceEnd(source, end);
    }
    if (before === 'def') {
      method = first;
    } else if (before === 'class') {
      method = '';
    }
    yield {
      path,
      method,
      called: source[at] === '(',
      bare: BEFORE_VALUE.has(before) && !BEHIND_NO_VALUE.has(source[at] ?? ''),
    };
    before = path;
  }
}

/** Behind space, comments and the backslashes that join lines. */
function spaceEnd(source: string, start: number): number {
  let at = start;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === HASH) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (code > 0x20 && code !== BACKSLASH) {
      break;
    }
  }
  return at;
}

/** Behind a string, which may hold anything; one that does not end goes to the end of its line, or of all. */
function textEnd(source: string, start: number): number {
  const quote = source[start];
  const long = source.startsWith(quote.repeat(3), start);
  const close = long ? quote.repeat(3) : quote;
  for (let at = start + close.length; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === BACKSLASH) {
      at += 1;
    } else if (code === LINE_FEED && !long) {
      return at;
    } else if (source.startsWith(close, at)) {
      return at + close.length;
    }
  }
  return source.length;
}

function numberEnd(source: string, start: number): number {
  let at = start;
  while (isNamePart(source.charCodeAt(at)) || source[at] === '.') {
    at += 1;
  }
  return at;
}

function nameEnd(source: string, start: number): number {
  let at = start;
  while (isNamePart(source.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isNameStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}
