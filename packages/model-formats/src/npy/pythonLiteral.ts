/** A value of Python's literal syntax, as far as array headers use it. */
export type PythonLiteral =
  | string
  | number
  | boolean
  | null
  | readonly PythonLiteral[]
  | ReadonlyMap<string, PythonLiteral>;

/** Structures in structures; NumPy's own nest a few levels. */
const DEPTH = 16;
/** White space, line joining and comments (Python reference, §2.1). */
const BLANK = /(?:[ \t\r\n\f]|\\\r?\n|#[^\n]*)*/y;
const STRING = /[uUbB]?(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/y;
/** Python 2 wrote an L behind long numbers. */
const NUMBER = /([+-]?\d(?:_?\d){0,15})[lL]?(?![\w.])/y;
const WORD = /True|False|None/y;
const WORDS: Record<string, boolean | null> = {
  True: true,
  False: false,
  None: null,
};
const ESCAPES: Record<string, string> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  t: '\t',
  r: '\r',
};

class LiteralParser {
  private at = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.match(BLANK);
    return this.at === this.text.length;
  }

  /** `undefined` is no literal. */
  value(depth: number): PythonLiteral | undefined {
    if (depth > DEPTH) {
      return undefined;
    }
    switch (this.next()) {
      case '{':
        return this.dict(depth);
      case '[':
        return this.items(']', depth)?.values;
      case '(': {
        const items = this.items(')', depth);
        // Parentheses around one value are no tuple.
        return items?.values.length === 1 && !items.comma
          ? items.values[0]
          : items?.values;
      }
      default:
        return this.scalar();
    }
  }

  private scalar(): PythonLiteral | undefined {
    const word = this.match(WORD);
    if (word) {
      return WORDS[word[0]];
    }
    const number = this.match(NUMBER);
    if (number) {
      return Number(number[1].replaceAll('_', ''));
    }
    // Strings side by side are one.
    let text: string | undefined;
    for (;;) {
      const part = this.match(STRING);
      if (!part) {
        return text;
      }
      const unescaped = unescape(part[1] ?? part[2]);
      if (unescaped === undefined) {
        return undefined;
      }
      text = (text ?? '') + unescaped;
      this.match(BLANK);
    }
  }

  private items(
    close: string,
    depth: number,
  ): { values: PythonLiteral[]; comma: boolean } | undefined {
    const values: PythonLiteral[] = [];
    this.at += 1;
    let comma = false;
    while (this.next() !== close) {
      const value: PythonLiteral | undefined =
        values.length === 0 || comma ? this.value(depth + 1) : undefined;
      if (value === undefined) {
        return undefined;
      }
      values.push(value);
      comma = this.take(',');
    }
    this.at += 1;
    return { values, comma };
  }

  private dict(depth: number): PythonLiteral | undefined {
    const entries = new Map<string, PythonLiteral>();
    this.at += 1;
    let comma = true;
    while (this.next() !== '}') {
      const key = comma ? this.scalar() : undefined;
      const value: PythonLiteral | undefined =
        typeof key === 'string' && !entries.has(key) && this.take(':')
          ? this.value(depth + 1)
          : undefined;
      if (typeof key !== 'string' || value === undefined) {
        return undefined;
      }
      entries.set(key, value);
      comma = this.take(',');
    }
    this.at += 1;
    return entries;
  }

  private next(): string {
    this.match(BLANK);
    return this.text.charAt(this.at);
  }

  private take(character: string): boolean {
    const found = this.next() === character;
    this.at += found ? 1 : 0;
    return found;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    this.at += found?.[0].length ?? 0;
    return found;
  }
}

/**
 * The value of `text` as `ast.literal_eval` gives it: strings, whole numbers,
 * words, lists, tuples (as arrays) and dicts with strings for keys. `undefined`
 * for anything else, and for a dict that has a key twice, of which readers take
 * the one or the other.
 */
export function pythonLiteral(text: string): PythonLiteral | undefined {
  const parser = new LiteralParser(text);
  const value = parser.value(0);
  return value !== undefined && parser.atEnd() ? value : undefined;
}

/** `undefined` for an escape that no writer of headers uses. */
function unescape(text: string): string | undefined {
  let known = true;
  const plain = text.replace(/\\(.)/gs, (_, character: string) => {
    known &&= character in ESCAPES;
    return ESCAPES[character] ?? '';
  });
  return known ? plain : undefined;
}
