import type { DocumentReference } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from './ModelState';

/** Digests of everything that a person may paste to find this model. */
export function digestsOf(state: ModelState): string[] {
  const digests = new Set<string>();
  for (const version of state.versions) {
    digests.add(version.manifestDigest);
    for (const artifact of version.artifacts) {
      digests.add(artifact.digest);
      if (artifact.merkle_root !== undefined) {
        digests.add(artifact.merkle_root);
      }
    }
  }
  return [...digests].sort();
}

/** Documents that an event, or a command as its data, carries, wherever in its data. */
export function documentsOf(event: { data: unknown }): string[] {
  const found = new Set<string>();
  collect(event.data, found);
  return [...found].sort();
}

function collect(value: unknown, found: Set<string>): void {
  if (value === null || typeof value !== 'object') {
    return;
  }
  if (isDocumentReference(value)) {
    found.add(value.digest);
  }
  for (const member of Object.values(value)) {
    collect(member, found);
  }
}

function isDocumentReference(value: object): value is DocumentReference {
  return (
    'digest' in value &&
    typeof value.digest === 'string' &&
    'mediaType' in value &&
    'size' in value
  );
}
