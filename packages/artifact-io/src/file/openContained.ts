import { lstat, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { BigIntStats } from 'node:fs';
import { ArtifactError } from '../ArtifactError';
import {
  ArtifactFile,
  assertRegularFile,
  openRegularFile,
} from './ArtifactFile';
import { splitRelativePath } from './splitRelativePath';
import { systemError } from './systemError';

/**
 * Opens `relativePath` below `root` and nowhere else. `root` is trusted and
 * may be a link itself; below it every symbolic link is refused, even one
 * that stays inside. The path is checked component by component before, and
 * the opened descriptor against it after opening, so that exchanging a
 * component in between is found (CWE-22, CWE-59, CWE-367).
 *
 * Throws `ArtifactError` `INVALID_PATH`, `SYMLINK`, `OUTSIDE_ROOT`,
 * `NOT_FOUND`, `NOT_A_FILE`, `NOT_READABLE`, `CHANGED_WHILE_READ`.
 * @public
 */
export async function openContained(
  root: string,
  relativePath: string,
): Promise<ArtifactFile> {
  const components = splitRelativePath(relativePath);
  const realRoot = await system(realpath(root), relativePath);
  const location = join(realRoot, ...components);
  const expected = await walk(realRoot, components, relativePath);
  const file = await openRegularFile(location, relativePath, {
    noFollow: true,
  });
  try {
    assertSameFile(file, expected);
    await assertOpenedAt(file, location, realRoot);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function walk(
  root: string,
  components: string[],
  path: string,
): Promise<BigIntStats> {
  let at = root;
  let stats: BigIntStats | undefined;
  for (const component of components) {
    at = join(at, component);
    stats = await system(lstat(at, { bigint: true }), path);
    if (stats.isSymbolicLink()) {
      throw new ArtifactError(
        'SYMLINK',
        `${component} is a symbolic link, which is not followed`,
        { path },
      );
    }
  }
  if (!stats) {
    throw new ArtifactError('INVALID_PATH', 'no file named', { path });
  }
  assertRegularFile(stats, path);
  return stats;
}

function assertSameFile(file: ArtifactFile, expected: BigIntStats): void {
  const { device, inode } = file.identity;
  if (device !== String(expected.dev) || inode !== String(expected.ino)) {
    throw changed(file.path, 'another file took its place while opening');
  }
}

/** Linux names the place of a descriptor; elsewhere the path is walked again. */
async function assertOpenedAt(
  file: ArtifactFile,
  location: string,
  root: string,
): Promise<void> {
  const opened =
    process.platform === 'linux'
      ? await readlink(`/proc/self/fd/${file.fd}`).catch(() => undefined)
      : undefined;
  const place = opened ?? (await system(realpath(location), file.path));
  if (place === location) {
    return;
  }
  if (place === root || place.startsWith(join(root, '/'))) {
    throw changed(file.path, 'it moved while opening');
  }
  throw new ArtifactError('OUTSIDE_ROOT', 'the file lies outside the root', {
    path: file.path,
  });
}

function changed(path: string, message: string): ArtifactError {
  return new ArtifactError('CHANGED_WHILE_READ', message, { path });
}

async function system<T>(promise: Promise<T>, path: string): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw systemError(error, path);
  }
}
