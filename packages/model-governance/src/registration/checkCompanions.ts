import type { DeclaredCompanion } from '@ml-models/model-formats';
import { quote } from '../quote';
import type { Problem } from './Problem';
import type { CheckedArtifact } from './TripleCheckInput';

/**
 * Name inside the version of a companion of the file `path`, or `undefined`
 * where the location leaves the file's own folder in any way. A location is
 * only ever compared with names, it is never opened.
 * @public
 */
export function companionPath(
  path: string,
  companion: DeclaredCompanion,
): string | undefined {
  const { location, refused } = companion;
  const parts = location.split('/').filter(part => part !== '.');
  const leaves =
    location === '' ||
    location.includes('\\') ||
    location.includes('\0') ||
    parts.length === 0 ||
    parts.some(part => part === '' || part === '..');
  if (refused !== undefined || leaves) {
    return undefined;
  }
  return [...path.split('/').slice(0, -1), ...parts].join('/');
}

/** Names of all files that another one of the version declares as companion. @public */
export function companionPaths(
  artifacts: readonly CheckedArtifact[],
): Set<string> {
  const paths = artifacts.flatMap(({ path, inspection }) =>
    (inspection.companions ?? []).map(companion =>
      companionPath(path, companion),
    ),
  );
  return new Set(paths.filter(path => path !== undefined));
}

/**
 * `COMPANION_REFUSED`, `COMPANION_MISSING` and `COMPANION_TOO_SMALL` of every
 * file that another one needs beside it.
 * @public
 */
export function checkCompanions(
  artifacts: readonly CheckedArtifact[],
): Problem[] {
  const sizes = new Map(artifacts.map(({ path, size }) => [path, size]));
  return artifacts.flatMap(({ path, inspection }) =>
    (inspection.companions ?? []).flatMap(companion =>
      check(path, companion, sizes),
    ),
  );
}

function check(
  path: string,
  companion: DeclaredCompanion,
  sizes: ReadonlyMap<string, number>,
): Problem[] {
  const { location, requiredBytes } = companion;
  const target = companionPath(path, companion);
  const params = { path, location };
  if (target === undefined) {
    return [
      {
        code: 'COMPANION_REFUSED',
        field: path,
        message: `${quote(path)} points outside its folder: ${quote(location)}`,
        params,
      },
    ];
  }
  const size = sizes.get(target);
  if (size === undefined) {
    return [
      {
        code: 'COMPANION_MISSING',
        field: target,
        message: `${quote(path)} needs ${quote(
          target,
        )}, which is not among the artifacts`,
        params,
        remedy: `spec:\n  artifacts:\n    - path: ${quote(target)}`,
      },
    ];
  }
  const needed = /^\d+$/.test(requiredBytes ?? '') ? requiredBytes : null;
  if (needed !== null && BigInt(size) < BigInt(needed)) {
    return [
      {
        code: 'COMPANION_TOO_SMALL',
        field: target,
        message: `${quote(target)} has ${size} bytes, ${quote(
          path,
        )} needs ${needed}`,
        params: { ...params, size, needed },
      },
    ];
  }
  return [];
}
