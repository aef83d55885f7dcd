import { readText } from '@ml-models/artifact-io';
import { SERVING_LIMITS } from '../limits';
import type { ManifestFile } from './ManifestFile';

/** Every document of the files. A file that is not YAML or JSON is a problem and gives no object. */
export async function parseManifests(files: readonly ManifestFile[]): Promise<{
  objects: unknown[];
  problems: string[];
}> {
  const objects: unknown[] = [];
  const problems: string[] = [];
  for (const { path, bytes } of files) {
    try {
      objects.push(...(await documentsOf(bytes)));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push(`${path}: ${message}`);
    }
  }
  return { objects, problems };
}

async function documentsOf(bytes: Uint8Array): Promise<unknown[]> {
  const { value } = await readText({
    syntax: 'documents',
    bytes,
    limits: { bytes: SERVING_LIMITS.fileBytes, tokens: SERVING_LIMITS.tokens },
  });
  return Array.isArray(value) ? value : [];
}
