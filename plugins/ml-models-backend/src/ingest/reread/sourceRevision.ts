import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import { ArtifactError } from '@ml-models/artifact-io';
import { ArtifactSourceError } from '@ml-models/backstage-plugin-ml-models-node';
import { declaredArtifacts } from '../artifact/declaredArtifacts';
import { openArtifact } from '../artifact/openArtifact';
import {
  LocatedArtifact,
  resolveArtifacts,
} from '../artifact/resolveArtifacts';
import { modelRefOf, parseEntity } from '../declaration/parseEntity';
import { versionLabel } from '../declaration/versionLabel';
import { canonicalBytes, digestOf } from '../documents/documentOf';
import type { IngestionServices } from '../IngestionContext';
import { MAX_PROBED_FILES } from '../limits';

/**
 * One text for the files of a catalog entity as their sources tell them apart (device, inode, size and times of a
 * local file, the etag of a remote one): another text, and a file may be another. No file is read. A source that
 * cannot tell gives the same text for ever.
 */
export async function sourceRevision(
  entity: Entity,
  services: Pick<
    IngestionServices,
    'sources' | 'observer' | 'config' | 'spool'
  >,
  signal: AbortSignal,
): Promise<string> {
  const parsed = parseEntity(entity);
  const named = declaredArtifacts(parsed);
  const { located, problems } = await resolveArtifacts(
    named.artifacts.slice(0, MAX_PROBED_FILES),
    {
      modelRef: modelRefOf(parsed),
      version: versionLabel(parsed).version,
      location: entity.metadata.annotations?.[ANNOTATION_LOCATION],
    },
    { ...services, signal },
  );
  const revisions: [string, string | null][] = [];
  for (const artifact of located) {
    signal.throwIfAborted();
    revisions.push([
      artifact.path,
      await revisionOf(artifact, services, signal),
    ]);
  }
  return digestOf(
    canonicalBytes({ revisions, problems: problems.map(({ code }) => code) }),
  );
}

async function revisionOf(
  artifact: LocatedArtifact,
  { spool }: Pick<IngestionServices, 'spool'>,
  signal: AbortSignal,
): Promise<string | null> {
  const progress = { report() {}, finished() {}, flush: async () => {} };
  try {
    const open = await openArtifact(artifact, 0, { spool, signal, progress });
    await open.close();
    return open.revision ?? null;
  } catch (error) {
    if (
      error instanceof ArtifactError ||
      error instanceof ArtifactSourceError
    ) {
      return error.code;
    }
    throw error;
  }
}
