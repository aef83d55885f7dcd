import parse from 'spdx-expression-parse';
import deprecatedIds from 'spdx-license-ids/deprecated.json';
import currentIds from 'spdx-license-ids/index.json';
import { MAX_LICENSE_LENGTH } from '../limits';
import { LicenseRefs } from './LicenseRefs';
import { renderExpression } from './renderExpression';

/**
 * `listed`: an expression of ids on the SPDX list. `unlisted`: at least one
 * licence is not on it (`LicenseRef-…`), or the text is no expression.
 * `none`: declared to have none. `unknown`: nothing is declared.
 * @public
 */
export type LicenseState = 'listed' | 'unlisted' | 'none' | 'unknown';

/** @public */
export interface LicenseReading {
  state: LicenseState;
  /** SPDX 2.3 expression (Annex D), `NONE` or `NOASSERTION` */
  expression: string;
}

/**
 * What a declared licence says. Ids are matched without regard to case
 * (SPDX 2.3 Annex D.2) and written as on the list; whatever is not on it
 * becomes a `LicenseRef-` and is never taken for a similar one.
 * @public
 */
export function readLicense(declared: string | undefined): LicenseReading {
  return readLicenseInto(declared, new LicenseRefs());
}

const IDS = new Map(
  [...deprecatedIds, ...currentIds].map(id => [id.toLowerCase(), id]),
);
// the parser skips characters that it does not know instead of refusing them
const EXPRESSION_CHARACTERS = /^[A-Za-z0-9.\-+() ]+$/;

/**
 * True for an SPDX 2.3 expression (Annex D) with ids exactly as on the list,
 * and for `NONE` and `NOASSERTION`, which stand where an expression may.
 */
export function isLicenseExpression(text: string): boolean {
  return (
    /^(NONE|NOASSERTION)$/.test(text) ||
    (text.length <= MAX_LICENSE_LENGTH &&
      // an element of another document is known only there
      EXPRESSION_CHARACTERS.test(text.replace(/DocumentRef-[\w.-]+:/g, '')) &&
      parses([text]))
  );
}

/** As `readLicense`, with the references of the document that it stands in. */
export function readLicenseInto(
  declared: string | undefined,
  refs: LicenseRefs,
): LicenseReading {
  const text = declared?.trim() ?? '';
  if (text === '' || text.toUpperCase() === 'NOASSERTION') {
    return { state: 'unknown', expression: 'NOASSERTION' };
  }
  if (text.toUpperCase() === 'NONE') {
    return { state: 'none', expression: 'NONE' };
  }
  const expression = readExpression(text, refs);
  if (expression === undefined) {
    return { state: 'unlisted', expression: refs.idOf(text) };
  }
  return {
    state: /LicenseRef-/.test(expression) ? 'unlisted' : 'listed',
    expression,
  };
}

function readExpression(text: string, refs: LicenseRefs): string | undefined {
  if (
    text.length > MAX_LICENSE_LENGTH ||
    !EXPRESSION_CHARACTERS.test(text) ||
    text.startsWith('DocumentRef-')
  ) {
    return undefined;
  }
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  // parsed once with stand-ins, so that a text that is no expression leaves
  // no references behind
  if (!parses(tokens.map(token => normalised(token, () => 'LicenseRef-x')))) {
    return undefined;
  }
  const exact = tokens.map(token => normalised(token, id => refs.idOf(id)));
  return renderExpression(parse(exact.join(' ')));
}

function parses(tokens: string[]): boolean {
  try {
    parse(tokens.join(' '));
    return true;
  } catch {
    // the parser's error says only where, and a TypeError is one of its ways
    return false;
  }
}

function normalised(token: string, refOf: (id: string) => string): string {
  if (/^(\(|\)|AND|OR|WITH)$/i.test(token)) {
    return token.toUpperCase();
  }
  const listed = IDS.get(token.toLowerCase());
  if (listed) {
    return listed;
  }
  const orLater = token.endsWith('+')
    ? IDS.get(token.slice(0, -1).toLowerCase())
    : undefined;
  if (orLater) {
    return `${orLater}+`;
  }
  return isException(token) ? token : refOf(token);
}

function isException(token: string): boolean {
  return parses(['MIT', 'WITH', token]);
}
