import { TemplateToken, templateTokens } from './templateTokens';

/** Ways of Python from any object to its interpreter; no prose holds them. */
const DUNDER =
  /__(?:class|globals|builtins?|subclasses|mro|bases?|init|import|getitem|getattribute|dict|reduce(?:_ex)?|code|call|self|module|loader|spec|name|qualname|file|new|func|wrapped|closure|defaults|set|get)__/;

/** Names that lead out of a template, whatever follows them. */
const NAMES = new Set([
  'import',
  'include',
  'extends',
  'eval',
  'exec',
  'execfile',
  'popen',
  'subprocess',
  'getattr',
  'setattr',
  'globals',
  'builtins',
  'importlib',
  'mro',
  'func_globals',
  'gi_frame',
  'gi_code',
  'cr_frame',
  'ag_frame',
  'tb_frame',
  'f_globals',
  'f_builtins',
]);

/** Modules and objects, suspicious where something of them is taken. */
const OWNERS = new Set([
  'os',
  'sys',
  'pty',
  'shutil',
  'request',
  'self',
  'lipsum',
  'cycler',
  'joiner',
]);

/** Literals that spell a name in a roundabout way. */
const LITERALS = [
  // An underscore as an escape.
  /\\(?:x5f|u005f|U0000005f|137|N\{LOW LINE\})/i,
  // Half a dunder, or one that nobody knows.
  /^__\w+$|^\w+__$/,
  // Characters put in by number.
  /^%c$|%c.*%c/,
];

/** What can put parts together to a name that stands nowhere. */
const JOINERS = new Set(['~', '+', '*', '|', '[']);
/** Underscores on either side of a name of Python’s own. */
const DUNDER_HALF = 2;

/**
 * The first construct of a chat template that reaches for the interpreter, or
 * `undefined`. Loaders hand the template to Jinja, some without a sandbox
 * (CVE-2024-34359). The template is read, never rendered; what a
 * determined author can still hide from reading is why every template is
 * reported and digested.
 */
export function suspiciousConstruct(template: string): string | undefined {
  const dunder = DUNDER.exec(template)?.[0];
  if (dunder !== undefined) {
    return dunder;
  }
  let previous: TemplateToken | undefined;
  let underscores = 0;
  let counted: TemplateToken | undefined;
  for (const token of templateTokens(template)) {
    const found =
      (previous && suspiciousPair(previous, token)) ?? suspiciousToken(token);
    if (found !== undefined) {
      return found;
    }
    const joined = previous && joinedUnderscores(previous, token);
    // A literal between two joiners counts once, a repeated one at once.
    if (joined && (joined.literal !== counted || joined.count > 1)) {
      counted = joined.literal;
      underscores += joined.count;
    }
    if (underscores >= DUNDER_HALF) {
      return 'underscores put together';
    }
    previous = token;
  }
  return undefined;
}

/** Underscores of a literal that is joined to something; one alone is common. */
function joinedUnderscores(
  before: TemplateToken,
  token: TemplateToken,
): { literal: TemplateToken; count: number } | undefined {
  const [literal, joiner] =
    before.kind === 'string' ? [before, token] : [token, before];
  if (
    literal.kind !== 'string' ||
    joiner.kind !== 'other' ||
    !JOINERS.has(joiner.text) ||
    !/^_+$/.test(literal.text)
  ) {
    return undefined;
  }
  return {
    literal,
    count: joiner.text === '*' ? DUNDER_HALF : literal.text.length,
  };
}

/** What two tokens in a row make of each other. */
function suspiciousPair(
  before: TemplateToken,
  token: TemplateToken,
): string | undefined {
  if (before.kind === 'name') {
    return (OWNERS.has(before.text) && /^[.[]$/.test(token.text)) ||
      (before.text === 'system' && token.text === '(')
      ? before.text + token.text
      : undefined;
  }
  // The filter by its name, or as the argument of map and select.
  return before.kind === 'other' &&
    token.text === 'attr' &&
    /^[|(]$/.test(before.text)
    ? `${before.text}attr`
    : undefined;
}

function suspiciousToken({ kind, text }: TemplateToken): string | undefined {
  if (kind === 'name') {
    return NAMES.has(text) || /^__.+__$/.test(text) ? text : undefined;
  }
  return kind === 'string' && LITERALS.some(pattern => pattern.test(text))
    ? `'${text.slice(0, 40)}'`
    : undefined;
}
