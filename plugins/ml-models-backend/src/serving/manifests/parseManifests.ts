import { parseAllDocuments } from 'yaml';
import { SERVING_LIMITS } from '../limits';
import type { ManifestFile } from './ManifestFile';

/** Every document of the files. A file that is not YAML or JSON is a problem and gives no object. */
export function parseManifests(files: readonly ManifestFile[]): {
  objects: unknown[];
  problems: string[];
} {
  const objects: unknown[] = [];
  const problems: string[] = [];
  for (const { path, text } of files) {
    try {
      objects.push(...parseFile(text));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push(`${path}: ${message.split('\n', 1)[0]}`);
    }
  }
  return { objects, problems };
}

/** JSON is YAML, so one reader serves both. */
function parseFile(text: string): unknown[] {
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  const values: unknown[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    const value: unknown = document.toJS({
      maxAliasCount: SERVING_LIMITS.aliases,
    });
    if (value !== null && value !== undefined) {
      values.push(value);
    }
  }
  return values;
}
