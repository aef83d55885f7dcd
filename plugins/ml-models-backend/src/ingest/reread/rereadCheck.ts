import type {
  DocumentReference,
  RecordedCheck,
} from '@ml-models/backstage-plugin-ml-models-common';
import { isLookAtSource, placeOf } from '../../domain/command/recordReread';
import type { ModelCommand } from '../../domain/ModelCommand';
import { findVersion } from '../../domain/versions';
import type { ClaimedIngestion } from '../../store/IngestionStore';
import { readOrFault } from '../../store/readOrFault';
import type { InspectedArtifact } from '../artifact/InspectedArtifact';
import type { IngestionContext } from '../IngestionContext';
import { firstBadChunk } from './firstBadChunk';

type Reread = Extract<ModelCommand, { type: 'RecordReread' }>;

/**
 * An ingestion of a label that is registered reads its source again: what it finds is recorded, whatever becomes of
 * the ingestion; `isLookAtSource` says what counts as one. The caller has checked that the declaration may register
 * for the model.
 *
 * Answers with what the look says as a check, none when it was no look at a registered version.
 */
export async function rereadCheck(
  ingestion: Pick<
    ClaimedIngestion,
    'trigger' | 'requestedBy' | 'modelRef' | 'stagingId'
  >,
  {
    version: label,
    location,
    artifacts,
  }: {
    version: string;
    /** the catalog location that relative paths are relative to; none for what somebody sent */
    location?: string;
    artifacts: readonly InspectedArtifact[];
  },
  context: Pick<IngestionContext, 'models'>,
): Promise<RecordedCheck[]> {
  if (ingestion.stagingId !== undefined) {
    return [];
  }
  const { models } = context;
  const { modelRef } = ingestion;
  const model = await models.findModel({ modelRef });
  const version =
    model?.modelRef === modelRef ? findVersion(model, label) : undefined;
  if (!version) {
    return [];
  }
  const files: Reread['files'] = [];
  let differing: Reread['files'][number] | undefined;
  const placedAt = placeOf(version, model);
  for (const { recorded, documents } of artifacts) {
    const isLook = isLookAtSource(ingestion.trigger, recorded.source, {
      location,
      placedAt,
    });
    const known = version.artifacts.find(
      ({ path, source }) =>
        path === recorded.path && source === recorded.source,
    );
    if (isLook && known) {
      const { path, source, digest } = recorded;
      const bad =
        digest === known.digest
          ? undefined
          : firstBadChunk(
              await leavesOf(known.chunks, [], models),
              await leavesOf(recorded.chunks, documents, models),
            );
      const file = {
        path,
        source,
        digest,
        ...(bad !== undefined && { firstBadChunk: bad }),
      };
      files.push(file);
      differing ??= digest === known.digest ? undefined : file;
    }
  }
  if (files.length === 0) {
    return [];
  }
  if (differing || version.integrityFailed) {
    await models.execute(
      { type: 'RecordReread', modelRef, version: label, files },
      { by: ingestion.requestedBy },
    );
  }
  return [checkOf(label, files.length, version.artifacts.length, differing)];
}

function checkOf(
  version: string,
  looked: number,
  files: number,
  differing: Reread['files'][number] | undefined,
): RecordedCheck {
  if (differing) {
    const { path, digest } = differing;
    return {
      id: 'source',
      outcome: 'failed',
      message: `the source has other bytes of ${path} than those registered as ${version}`,
      params: { version, path, found: digest },
    };
  }
  return looked === files
    ? {
        id: 'source',
        outcome: 'passed',
        message: `the source still has the bytes registered as ${version}`,
        params: { version, files },
      }
    : {
        id: 'source',
        outcome: 'unknown',
        message: `${looked} of the ${files} files registered as ${version} could be read again`,
        params: { version, files, looked },
      };
}

/** The leaves over 8 MiB chunks; none where they cannot be read. */
async function leavesOf(
  reference: DocumentReference | undefined,
  fresh: readonly { digest: string; bytes: Uint8Array }[],
  models: Pick<IngestionContext['models'], 'readDocument'>,
): Promise<string[]> {
  if (!reference) {
    return [];
  }
  const document =
    fresh.find(({ digest }) => digest === reference.digest) ??
    (await readOrFault(models, reference.digest)).document;
  const leaves: unknown =
    document && JSON.parse(Buffer.from(document.bytes).toString('utf8'));
  return Array.isArray(leaves) ? leaves.map(String) : [];
}
