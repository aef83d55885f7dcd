import { readDocuments } from '@ml-models/bounded-text';
import {
  JSON_LIMITS,
  MAX_JSON_BYTES,
  MAX_TOTAL_BYTES,
  YAML_LIMITS,
} from '../limits';
import { listManifests, ManifestProblem, problemOf } from './listManifests';
import { readBytes } from './readBytes';
import { record } from './record';

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
      const bytes = await readBytes(path, Math.min(MAX_JSON_BYTES, left));
      left -= bytes.length;
      const limits = { yaml: YAML_LIMITS, json: JSON_LIMITS };
      for (const document of readDocuments(bytes, limits)) {
        if (isTemplate(document)) {
          const message = 'holds an object whose kind is no text: a template?';
          problems.push({ path, message });
        } else {
          documents.push(document);
        }
      }
    } catch (error) {
      problems.push(problemOf(path, error));
    }
  }
  return { documents, problems };
}

/** `kind: {{ .Values.kind }}` is a mapping to YAML: an object, but which? */
function isTemplate(document: unknown): boolean {
  const { apiVersion = '', kind = '' } = record(document);
  return typeof apiVersion !== 'string' || typeof kind !== 'string';
}
