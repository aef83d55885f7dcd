const SIMPLE: Record<string, string> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

/**
 * A STRING argument as `codecs.escape_decode` takes it: names and streams can
 * hide behind `\x6f`. What is no escape stays as it is.
 */
export function unescapeString(text: string): string {
  return text.replace(
    /\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\\'"abfnrtv\n])/g,
    (_, escape: string) => {
      if (escape[0] === 'x') {
        return String.fromCharCode(parseInt(escape.slice(1), 16));
      }
      return SIMPLE[escape] ?? String.fromCharCode(parseInt(escape, 8) & 0xff);
    },
  );
}

/** A UNICODE argument, encoded as `raw-unicode-escape`. */
export function unescapeUnicode(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g,
    (whole, short?: string, long?: string) => {
      const code = parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
