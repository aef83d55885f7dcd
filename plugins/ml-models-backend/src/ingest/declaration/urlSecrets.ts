import type { Entity } from '@backstage/catalog-model';
import type { IngestionProblem } from '../problems';

/** What stands in a stored declaration where a secret stood. */
const REDACTED = 'redacted';
/** What stands where the secret was known by its shape: refused like one, since its place says nothing. */
const REDACTED_TOKEN = 'redacted-token';

/** Query parameters that say which file is meant and grant nothing; an artifact's URL has no others. */
export const HARMLESS_PARAMETERS: readonly string[] = [
  'path',
  'version',
  'ref',
  'at',
  'api-version',
  'download',
  'raw',
  'inline',
  'format',
  'alt',
  'generation',
  'versionId',
];

/** Names under which a query carries what opens a door: signed URLs of object stores, tokens, keys, passwords. */
const SECRET_PARAMETER =
  /^(?:x-(?:amz|goog|oss|cos)-.*|.*(?:token|secret|signature|password|passwd|credential|api_?-?key|access_?-?key).*|auth|authorization|key|pwd|pass|sig)$/i;

/** Secrets that are known wherever they stand: of GitHub, GitLab, AWS, Slack and Hugging Face, and JSON Web Tokens. */
const TOKEN =
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20}|github_pat_[A-Za-z0-9_]{20}|glpat-[\w-]{16}|A[KS]IA[A-Z0-9]{16}|xox[a-z]-[A-Za-z0-9-]{10}|hf_[A-Za-z0-9]{20}|eyJ[\w-]{8,512}\.[\w-]{8,4096}\.[\w-]{8}|redacted-token)/;

/** URLs inside URLs, and encodings inside encodings, that are looked into; what hides deeper is taken for a secret. */
const MAX_NESTING = 3;

/** A URL inside a text, up to what cannot be part of one. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>`\\]+/gi;

/**
 * Every place of a declaration where a URL carries a secret: user or password before the host, a parameter that opens
 * a door (of the query, of a path segment or behind the mark), in an artifact's URL any that is not known to be
 * harmless, a value or path segment with the shape of a token, and a URL with any of these inside of it. The declaration is kept for good
 * and shown to readers, so that such a one is refused.
 */
export function secretProblems(entity: Entity): IngestionProblem[] {
  const problems: IngestionProblem[] = [];
  eachText(entity, '', (text, field) => {
    if (hasSecret(text, field)) {
      problems.push({
        code: 'INVALID_URL',
        field,
        message: `${field}: a URL with credentials, or with parameters that may grant access, is not kept; configure an integration`,
      });
    }
    return text;
  });
  return problems;
}

/** The declaration with each such value replaced, as it may be stored. The same again when there is none. */
export function withoutSecrets<T extends Entity>(entity: T): T {
  return eachText(entity, '', withoutSecret) as T;
}

const isArtifactUrl = (field: string) =>
  /^spec\.artifacts\[\d+\]\.url$/.test(field);

/** Also where it was replaced already: a stored declaration is refused as the one that was sent. */
function hasSecret(text: string, field: string): boolean {
  return (text.match(URL_IN_TEXT) ?? []).some(
    found => redacted(found, isArtifactUrl(field)) !== undefined,
  );
}

function withoutSecret(text: string, field: string): string {
  return text.replace(
    URL_IN_TEXT,
    found => redacted(found, isArtifactUrl(field)) ?? found,
  );
}

/** The URL without its secrets; `undefined` when it has none. */
function redacted(
  text: string,
  isArtifact: boolean,
  depth = 0,
): string | undefined {
  if (!URL.canParse(text)) {
    const isSuspect = /^[^/]*\/\/[^/?#]*@/.test(text) || TOKEN.test(text);
    return isSuspect
      ? text.replace(/:\/\/.*$/s, `://${REDACTED_TOKEN}`)
      : undefined;
  }
  const url = new URL(text);
  const before = url.href;
  const opens = (name: string) =>
    isArtifact
      ? !HARMLESS_PARAMETERS.includes(name)
      : SECRET_PARAMETER.test(name);
  const holdsSecret = (value: string) => holds(value, isArtifact, depth);
  let isFound = url.username !== '' || url.password !== '';
  if (isFound) {
    url.username = REDACTED;
    url.password = '';
  }
  if (TOKEN.test(url.host)) {
    isFound = true;
    url.host = REDACTED_TOKEN;
  }
  const path = holdsSecret(url.pathname)
    ? `/${REDACTED_TOKEN}`
    : withoutPathParameters(url.pathname, opens);
  if (path !== undefined) {
    isFound = true;
    url.pathname = path;
  }
  for (const [name, value] of [...url.searchParams]) {
    if (opens(name) || holdsSecret(name) || holdsSecret(value)) {
      isFound = true;
      url.searchParams.set(name, opens(name) ? REDACTED : REDACTED_TOKEN);
    }
  }
  // OAuth answers with a token behind the mark
  const fragment = new URLSearchParams(url.hash.slice(1));
  const inFragment = url.hash.includes('=')
    ? [...fragment.keys()].filter(name => SECRET_PARAMETER.test(name))
    : [];
  if (inFragment.length > 0) {
    isFound = true;
    inFragment.forEach(name => fragment.set(name, REDACTED));
    url.hash = fragment.toString();
  }
  if (holdsSecret(url.hash)) {
    isFound = true;
    url.hash = REDACTED_TOKEN;
  }
  if (!isFound) {
    return undefined;
  }
  // what was redacted before is found again, and stays as it is
  return url.href === before ? text : url.href;
}

/** Whether a part of a URL has the shape of a token, or a URL with a secret inside, in any of its encodings. */
function holds(part: string, isArtifact: boolean, depth: number): boolean {
  let text = part;
  for (let round = 0; round <= MAX_NESTING; round += 1) {
    if (TOKEN.test(text)) {
      return true;
    }
    const inner = text.match(URL_IN_TEXT) ?? [];
    if (inner.length > 0 && depth >= MAX_NESTING) {
      return true;
    }
    if (
      inner.some(found => redacted(found, isArtifact, depth + 1) !== undefined)
    ) {
      return true;
    }
    const decoded = decode(text);
    if (decoded === text) {
      return false;
    }
    text = decoded;
  }
  return true;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A path such as `/a;token=x` without what such parameters open; `undefined` when it has none of them. */
function withoutPathParameters(
  path: string,
  opens: (name: string) => boolean,
): string | undefined {
  let isFound = false;
  const kept = path.replace(
    /(;|%3b)([^;/=%]+)(=|%3d)((?:(?!%3b)[^;/])*)/gi,
    (whole, mark: string, name: string, equals: string) => {
      if (!opens(name)) {
        return whole;
      }
      isFound = true;
      return `${mark}${name}${equals}${REDACTED}`;
    },
  );
  return isFound ? kept : undefined;
}

/** The value with every text in it passed through `change`; `field` is the path of each. */
function eachText(
  value: unknown,
  field: string,
  change: (text: string, field: string) => string,
): unknown {
  if (typeof value === 'string') {
    return change(value, field);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      eachText(item, `${field}[${index}]`, change),
    );
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        eachText(child, field === '' ? key : `${field}.${key}`, change),
      ]),
    );
  }
  return value;
}
