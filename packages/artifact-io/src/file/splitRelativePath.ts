import { ArtifactError } from '../ArtifactError';

/**
 * Components of a relative path that can only lead downwards. `./` and
 * doubled slashes are dropped; everything that could lead elsewhere, on any
 * system, throws `INVALID_PATH`.
 */
export function splitRelativePath(path: string): string[] {
  const refuse = (why: string) => {
    throw new ArtifactError('INVALID_PATH', why, { path });
  };
  if (path.includes('\0')) {
    refuse('contains NUL');
  }
  // A backslash is a separator on Windows only: the same path must not mean
  // two files, so it is refused everywhere.
  if (path.includes('\\')) {
    refuse('contains a backslash');
  }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    refuse('is absolute');
  }
  const components = path
    .split('/')
    .filter(part => part !== '' && part !== '.');
  if (components.includes('..')) {
    refuse('leads upwards');
  }
  if (components.length === 0 || path.endsWith('/')) {
    refuse('names no file');
  }
  return components;
}
