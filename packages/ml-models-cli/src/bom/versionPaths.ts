import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Names of files inside their version, `/` between segments: relative to
 * `folder` (the manifest's) when all lie in it, as the catalog names them,
 * else to the deepest folder that holds all.
 */
export function versionPaths(
  paths: readonly string[],
  folder: string | undefined,
): string[] {
  const files = paths.map(path => resolve(path));
  const inside = (base: string) =>
    files.every(file => {
      const path = relative(base, file);
      return path.split(sep)[0] !== '..' && !isAbsolute(path);
    });
  let base =
    folder !== undefined && inside(resolve(folder))
      ? resolve(folder)
      : dirname(files[0]);
  while (!inside(base)) {
    base = dirname(base);
  }
  return files.map(file => relative(base, file).split(sep).join('/'));
}
