/** A piece of a Jinja template that is evaluated. */
export interface TemplateToken {
  /** a name, a string literal (without its quotes, escapes kept), or one other character */
  kind: 'name' | 'string' | 'other';
  text: string;
  /** in UTF-16 code units from the start of the template */
  at: number;
}

const OPENERS: Record<string, string | undefined> = {
  '{{': '}}',
  '{%': '%}',
};
const NAME = /[\p{L}\p{N}_]+/uy;
const SPACE = /\s/;
const RAW = /\{%[-+]?\s*raw\s*[-+]?%\}/y;
const COMMENT_END = /#\}/g;
const RAW_END = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

/**
 * What stands in the expressions and statements of a template: neither its
 * text nor its comments nor its raw blocks (Jinja, Template Designer
 * Documentation, Synopsis, Comments, Escaping). What is not closed counts to
 * the end. One pass, no backtracking.
 */
export function* templateTokens(template: string): Generator<TemplateToken> {
  // Where nothing closes, no later one does either: each end is sought once.
  const unclosed = new Set<string>();
  let at = 0;
  while (at < template.length) {
    const opening = template.indexOf('{', at);
    if (opening < 0) {
      return;
    }
    const pair = template.slice(opening, opening + 2);
    const closer = OPENERS[pair];
    const skipped = skippedUntil(template, opening, unclosed);
    if (skipped !== undefined) {
      at = skipped;
    } else if (closer) {
      at = yield* codeTokens(template, opening + 2, closer);
    } else {
      at = opening + (pair === '{#' ? 2 : 1);
    }
  }
}

/** End of the comment or raw block that opens here; `undefined` for anything else. */
function skippedUntil(
  template: string,
  opening: number,
  unclosed: Set<string>,
): number | undefined {
  RAW.lastIndex = opening;
  const kind = template.startsWith('{#', opening)
    ? 'comment'
    : RAW.test(template) && 'raw';
  if (!kind || unclosed.has(kind)) {
    return undefined;
  }
  const end = kind === 'comment' ? COMMENT_END : RAW_END;
  end.lastIndex = kind === 'comment' ? opening + 2 : RAW.lastIndex;
  if (end.test(template)) {
    return end.lastIndex;
  }
  unclosed.add(kind);
  return undefined;
}

function* codeTokens(
  template: string,
  start: number,
  closer: string,
): Generator<TemplateToken, number> {
  let at = start;
  while (at < template.length) {
    const character = template[at];
    if (character === '"' || character === "'") {
      const end = literalEnd(template, at);
      yield { kind: 'string', text: template.slice(at + 1, end), at };
      at = end + 1;
      continue;
    }
    if (template.startsWith(closer, at)) {
      return at + 2;
    }
    NAME.lastIndex = at;
    const name = NAME.exec(template)?.[0];
    if (name !== undefined) {
      yield { kind: 'name', text: name, at };
      at += name.length;
      continue;
    }
    if (!SPACE.test(character)) {
      yield { kind: 'other', text: character, at };
    }
    at += 1;
  }
  return at;
}

/** Index of the closing quote, or the end of the template. */
function literalEnd(template: string, quoteAt: number): number {
  const quote = template[quoteAt];
  let at = quoteAt + 1;
  while (at < template.length && template[at] !== quote) {
    at += template[at] === '\\' ? 2 : 1;
  }
  return Math.min(at, template.length);
}
