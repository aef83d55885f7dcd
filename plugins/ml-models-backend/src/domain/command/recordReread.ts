import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, VersionState } from '../ModelState';
import { findVersion, labelOf } from '../versions';
import type { RegistrationTrigger } from '../ModelCommand';
import type { CommandOf } from './Command';

/**
 * Whether bytes that were read are a look at the recorded source. Bytes that somebody sent are none, and neither is a
 * path that a caller names: only the catalog says where relative paths are relative to, and the same path beside
 * another file than the version's, see `placeOf`, is another source.
 */
export function isLookAtSource(
  trigger: RegistrationTrigger,
  source: string,
  at: { location: string | undefined; placedAt: string | undefined },
): boolean {
  return (
    trigger !== 'upload' &&
    source !== 'upload' &&
    (!source.startsWith('path:') ||
      (trigger === 'catalog' &&
        at.location !== undefined &&
        at.location === at.placedAt))
  );
}

/**
 * The catalog location that the relative paths of a version are relative to. One recorded before its location was is
 * taken to be from where its owner is declared.
 */
export function placeOf(
  version: VersionState,
  model: Pick<ModelState, 'ownerSource'> | undefined,
): string | undefined {
  return version.location ?? model?.ownerSource ?? undefined;
}

/**
 * Files of a registered version were read again at the source that was recorded for them. Other bytes fail the
 * version, once for each digest found; a look that finds all of its files whole makes it whole again. A file that
 * the version does not have, or has from elsewhere, says nothing about it.
 */
export function recordReread(
  state: ModelState,
  command: CommandOf<'RecordReread'>,
): NewModelEvent[] {
  const version = findVersion(state, command.version);
  if (!version) {
    return [];
  }
  const subject = {
    version: labelOf(version, command.version),
    manifest_digest: version.manifestDigest,
  };
  const read = new Map(command.files.map(file => [file.path, file]));
  const looked = version.artifacts.flatMap(artifact => {
    const found = read.get(artifact.path);
    return found && found.source === artifact.source
      ? [{ artifact, found }]
      : [];
  });
  const differing = looked.filter(
    ({ artifact, found }) => found.digest !== artifact.digest,
  );
  const { integrityFailed: known } = version;
  if (differing.length > 0) {
    const [{ artifact, found }] = differing;
    return known?.path === artifact.path && known.found === found.digest
      ? []
      : [
          {
            type: 'IntegrityFailed',
            data: {
              ...subject,
              digest: artifact.digest,
              layer: 'file',
              path: artifact.path,
              found: found.digest,
              files: differing.length,
              ...(found.firstBadChunk !== undefined && {
                first_bad_chunk: found.firstBadChunk,
              }),
            },
          },
        ];
  }
  return known && looked.length === version.artifacts.length
    ? [
        {
          type: 'IntegrityVerified',
          data: {
            ...subject,
            digest: version.manifestDigest,
            layer: 'version',
          },
        },
      ]
    : [];
}
