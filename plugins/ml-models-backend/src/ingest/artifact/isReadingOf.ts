import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { Inspection } from '@ml-models/model-formats';
import { mediaTypeOf } from './mediaTypeOf';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Digests of the documents that a reading left. */
export function documentsOfReading(recorded: RecordedArtifact): string[] {
  const { inspection, tensor_pages = [], chunks, nodes, members } = recorded;
  return [inspection, ...tensor_pages, chunks, nodes, members].flatMap(
    reference => reference?.digest ?? [],
  );
}

/**
 * Whether a row of an earlier reading says what its inspection says. The row has no digest of its own: what the
 * documents say anew is compared, so that it cannot claim another status, format or count than they have.
 */
export function isReadingOf(
  recorded: RecordedArtifact,
  inspection: Inspection,
  leaves: readonly unknown[] | undefined,
): boolean {
  const size = Number(recorded.size);
  return (
    DIGEST.test(recorded.digest) &&
    Number.isSafeInteger(size) &&
    recorded.inspection_status === inspection.status &&
    recorded.format === inspection.format &&
    recorded.media_type === mediaTypeOf(inspection.format) &&
    recorded.tensor_count === inspection.tensors?.count &&
    (recorded.merkle_root === undefined) === (leaves === undefined) &&
    (leaves === undefined ||
      leaves.length === Math.ceil(size / (recorded.chunk_size ?? NaN)))
  );
}
