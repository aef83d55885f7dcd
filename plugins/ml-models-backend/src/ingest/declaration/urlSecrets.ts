import type { Entity } from '@backstage/catalog-model';
import type { IngestionProblem } from '../problems';

/** What stands in a stored declaration where a secret stood. */
const REDACTED = 'redacted';

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

/** A URL inside a text, up to what cannot be part of one. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>`\\]+/gi;

/**
 * Every place of a declaration where a URL carries a secret: user or password before the host, a parameter that opens
 * a door, in an artifact's URL any parameter that is not known to be harmless. The declaration is kept for good
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
function redacted(text: string, isArtifact: boolean): string | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const opens = (name: string) =>
    isArtifact
      ? !HARMLESS_PARAMETERS.includes(name)
      : SECRET_PARAMETER.test(name);
  const names = [...url.searchParams.keys()].filter(opens);
  // OAuth answers with a token behind the mark
  const fragment = new URLSearchParams(url.hash.slice(1));
  const inFragment = [...fragment.keys()].filter(
    name => SECRET_PARAMETER.test(name) && url.hash.includes('='),
  );
  const hasUser = url.username !== '' || url.password !== '';
  if (names.length === 0 && inFragment.length === 0 && !hasUser) {
    return undefined;
  }
  names.forEach(name => url.searchParams.set(name, REDACTED));
  if (inFragment.length > 0) {
    inFragment.forEach(name => fragment.set(name, REDACTED));
    url.hash = fragment.toString();
  }
  if (hasUser) {
    url.username = REDACTED;
    url.password = '';
  }
  return url.href;
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
