import { MAX_JSON_BYTES, MAX_TOTAL_BYTES, MAX_YAML_BYTES } from '../limits';
import { listManifests, ManifestProblem, problemOf } from './listManifests';
import { parseDocuments } from './parseDocuments';
import { readText } from './readText';

export interface Manifests {
  /** documents of all files, in order */
  documents: unknown[];
  problems: ManifestProblem[];
}

/** Every document behind `paths`; what cannot be read is a problem, not a gap. */
export async function readManifests(
  paths: readonly string[],
): Promise<Manifests> {
  const { paths: files, problems } = await listManifests(paths);
  const documents: unknown[] = [];
  let left = MAX_TOTAL_BYTES;
  for (const path of files) {
    try {
      const own = path.endsWith('.json') ? MAX_JSON_BYTES : MAX_YAML_BYTES;
      const text = await readText(path, Math.min(own, left));
      left -= text.length;
      for (const document of parseDocuments(text, path)) {
        documents.push(document);
      }
    } catch (error) {
      problems.push(problemOf(path, error));
    }
  }
  return { documents, problems };
}
