import { access } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import {
  ArtifactRequest,
  ArtifactSource,
  ArtifactSourceError,
  ResolvedArtifact,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { StagingStore } from '../../store/StagingStore';
import type { Spool } from '../spool/Spool';
import { SpoolUnusableError } from '../spool/SpoolUnusableError';
import { artifactPath } from './artifactPath';

/** Files of a closed upload, on the disk of the replica that took them. */
export class UploadSource implements ArtifactSource {
  readonly name = 'upload';

  constructor(
    private readonly staging: Pick<StagingStore, 'get' | 'listFiles'>,
    private readonly spool: Pick<Spool, 'directory' | 'id'>,
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
    const below = relative(this.spool.directory, file.spoolPath);
    const isHere =
      !isAbsolute(below) &&
      below.split(sep)[0] !== '..' &&
      (await isThere(file.spoolPath));
    if (!isHere) {
      await this.checkSpool(request.stagingId);
      throw new ArtifactSourceError(
        'SPOOL_LOST',
        `the uploaded bytes of ${path} are gone; upload them again`,
      );
    }
    return {
      path,
      source: 'upload',
      origin: { type: 'file', root: this.spool.directory, path: below },
    };
  }

  /** Bytes are lost when they are missing from their own spool, not when another one stands in its place. */
  private async checkSpool(stagingId: string): Promise<void> {
    const [own, set] = await Promise.all([
      this.spool.id(),
      this.staging.get(stagingId),
    ]);
    if (set && set.spool !== own) {
      throw new SpoolUnusableError(
        new Error(`the spool ${set.spool} is not here any more`),
      );
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    error => {
      if (error.code === 'ENOENT') {
        return false;
      }
      throw new SpoolUnusableError(error);
    },
  );
}
