import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { parseLocationRef } from '@backstage/catalog-model';
import {
  ArtifactRequest,
  ArtifactSource,
  ArtifactSourceError,
  ResolvedArtifact,
} from '@ml-models/backstage-plugin-ml-models-node';
import { artifactPath } from './artifactPath';

/**
 * Files beside a catalog file on this machine's disk. The path is relative to the folder of the catalog
 * file and stays inside it; the folder lies in one of the configured roots. Nothing is opened here: the
 * backend opens below the root, following no symbolic link.
 */
export class LocalFileSource implements ArtifactSource {
  readonly name = 'local';

  constructor(private readonly roots: readonly string[]) {}

  async resolve(
    request: ArtifactRequest,
  ): Promise<ResolvedArtifact | undefined> {
    const folder = folderOf(request.location);
    if (request.path === undefined || folder === undefined) {
      return undefined;
    }
    const path = artifactPath(request.path);
    const file = join(folder, path);
    for (const root of await this.allRoots()) {
      const below = relative(root, file);
      if (below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..') {
        return {
          path,
          source: `path:${path}`,
          origin: { type: 'file', root, path: below.split(sep).join('/') },
        };
      }
    }
    throw new ArtifactSourceError(
      'PATH_OUTSIDE_ROOT',
      `${path} lies in none of the folders of mlModels.ingestion.roots`,
    );
  }

  /** As configured, and as the system names them: a location may use either. */
  private async allRoots(): Promise<string[]> {
    const real = await Promise.all(
      this.roots.map(root => realpath(root).catch(() => root)),
    );
    return [...new Set([...this.roots, ...real])];
  }
}

function folderOf(location: string | undefined): string | undefined {
  if (!location) {
    return undefined;
  }
  const { type, target } = parseLocationRef(location);
  return type === 'file' && isAbsolute(target) ? dirname(target) : undefined;
}
