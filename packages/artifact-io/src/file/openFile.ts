import { ArtifactError } from '../ArtifactError';
import { ArtifactFile, openRegularFile } from './ArtifactFile';

/**
 * Opens a file that a person named: a symbolic link is followed, as every
 * command line does. Never for a path that came out of data.
 *
 * Throws `ArtifactError` `NOT_FOUND`, `NOT_A_FILE`, `NOT_READABLE`,
 * `INVALID_PATH`.
 * @public
 */
export async function openFile(path: string): Promise<ArtifactFile> {
  if (path === '' || path.includes('\0')) {
    throw new ArtifactError('INVALID_PATH', 'empty, or contains NUL', { path });
  }
  return openRegularFile(path, path, { noFollow: false });
}
