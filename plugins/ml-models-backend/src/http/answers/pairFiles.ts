import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';

/** A file of the earlier version and of the later one; one of them may be missing. */
export interface FilePair {
  before?: RecordedArtifact;
  after?: RecordedArtifact;
}

/**
 * Files of two versions by path. Where just one is gone and one is new, and both are of one format, the file was
 * renamed (`model-v1.onnx`, `model-v2.onnx`).
 */
export function pairFiles(
  before: readonly RecordedArtifact[],
  after: readonly RecordedArtifact[],
): FilePair[] {
  const former = new Map(before.map(file => [file.path, file]));
  const pairs: FilePair[] = after.map(file => {
    const was = former.get(file.path);
    former.delete(file.path);
    return { before: was, after: file };
  });
  const gone = [...former.values()];
  const added = pairs.filter(pair => !pair.before);
  if (
    gone.length === 1 &&
    added.length === 1 &&
    gone[0].format === added[0].after?.format
  ) {
    added[0].before = gone[0];
    return pairs;
  }
  return [...pairs, ...gone.map(file => ({ before: file }))];
}
