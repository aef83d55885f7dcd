import { access } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import {
  ArtifactRequest,
  ArtifactSource,
  ArtifactSourceError,
  ResolvedArtifact,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { StagingStore } from '../../store/StagingStore';
import { artifactPath } from './artifactPath';

/** Files of a closed upload, on the disk of the replica that took them. */
export class UploadSource implements ArtifactSource {
  readonly name = 'upload';

  constructor(
    private readonly staging: Pick<StagingStore, 'listFiles'>,
    private readonly spoolDirectory: string,
  ) {}

  async resolve(
    request: ArtifactRequest,
  ): Promise<ResolvedArtifact | undefined> {
    if (request.stagingId === undefined || request.path === undefined) {
      return undefined;
    }
    const path = artifactPath(request.path);
    const files = await this.staging.listFiles(request.stagingId);
    const file = files.find(staged => staged.path === path);
    if (!file) {
      throw new ArtifactSourceError(
        'ARTIFACT_NOT_FOUND',
        `${path} is declared, but was not uploaded`,
      );
    }
    const below = relative(this.spoolDirectory, file.spoolPath);
    const isHere =
      !isAbsolute(below) &&
      below.split(sep)[0] !== '..' &&
      (await isThere(file.spoolPath));
    if (!isHere) {
      throw new ArtifactSourceError(
        'SPOOL_LOST',
        `the uploaded bytes of ${path} are gone; upload them again`,
      );
    }
    return {
      path,
      source: 'upload',
      origin: { type: 'file', root: this.spoolDirectory, path: below },
    };
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
