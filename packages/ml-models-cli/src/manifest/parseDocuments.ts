import { parseAllDocuments } from 'yaml';
import { MAX_YAML_ALIASES } from '../limits';

/**
 * Values of all documents of a YAML or JSON text; empty documents are left
 * out. Throws `SyntaxError` with the place of the first error, and for a text
 * that expands beyond its aliases' limit.
 */
export function parseDocuments(text: string, path: string): unknown[] {
  // JSON by its own parser: YAML's takes minutes for what kubectl prints.
  if (path.endsWith('.json') || text.trimStart().startsWith('{')) {
    const value = tryJson(text);
    if (value !== undefined) {
      return [value];
    }
  }
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  const values: unknown[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) {
      throw new SyntaxError(error.message.split('\n')[0], { cause: error });
    }
    try {
      values.push(document.toJS({ maxAliasCount: MAX_YAML_ALIASES }));
    } catch (cause) {
      throw new SyntaxError('more aliases than allowed', { cause });
    }
  }
  return values.filter(value => value !== null && value !== undefined);
}

/** A flow mapping of YAML begins like JSON. */
function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
