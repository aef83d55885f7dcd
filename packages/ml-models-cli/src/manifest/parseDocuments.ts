import { parseAllDocuments } from 'yaml';
import { MAX_YAML_ALIASES, MAX_YAML_BYTES } from '../limits';

/**
 * Values of all documents of a YAML or JSON text; empty documents are left
 * out. Throws `SyntaxError` with the place of the first error, and for YAML
 * that is too long or expands beyond its aliases' limit.
 */
export function parseDocuments(text: string): unknown[] {
  // JSON by its own parser: YAML's takes minutes for what kubectl prints.
  if (/^\s*[{[]/.test(text)) {
    const value = tryJson(text);
    if (value !== undefined) {
      return [value];
    }
  }
  if (text.length > MAX_YAML_BYTES) {
    throw new SyntaxError(`more than ${MAX_YAML_BYTES} bytes of YAML`);
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
