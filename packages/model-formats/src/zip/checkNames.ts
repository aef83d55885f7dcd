import { InspectionContext } from '../reader/InspectionContext';
import { hasControlCharacter } from '../source/hasControlCharacter';
import { latin1 } from '../source/utf8';
import { ZipEntry } from './ZipEntry';

/** Most names; spares them the slower checks. */
const USUAL_NAME = /^\w[\w.+-]*(\/\w[\w.+-]*)*$/;

const MAX_USUAL_BYTES = 128;

/**
 * The name that stands at `start…end`, when it is a usual one: ASCII, and safe.
 * Found out by the pattern, since looking at each byte costs more.
 */
export function usualName(
  bytes: Uint8Array,
  start: number,
  end: number,
): string | undefined {
  if (end - start > MAX_USUAL_BYTES) {
    return undefined;
  }
  const name = latin1(bytes.subarray(start, end));
  return isUsual(name) ? name : undefined;
}

function isUsual(name: string): boolean {
  return USUAL_NAME.test(name) && !name.includes('..');
}

/** Names that leave the archive, that hide something, or that come twice. */
export function checkNames(
  entries: readonly ZipEntry[],
  context: InspectionContext,
): void {
  const names = new Set<string>();
  for (const { name, headerOffset } of entries) {
    const usual = isUsual(name);
    const path = usual ? name : name.replace(/\\/g, '/').normalize('NFC');
    if (!usual && isUnsafe(name, path)) {
      context.report(
        'zip/unsafe-name',
        'the name of the member leaves the archive or hides something',
        { offset: headerOffset, member: name },
      );
    }
    if (names.has(path)) {
      context.report('zip/duplicate-name', 'two members have this name', {
        offset: headerOffset,
        member: name,
      });
    }
    names.add(path);
  }
}

function isUnsafe(name: string, path: string): boolean {
  const segments = path.split('/');
  // A directory's own name ends with a slash.
  const inner = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  return (
    name === '' ||
    name.includes('\\') ||
    hasControlCharacter(name) ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    inner.some(segment => segment === '..' || segment === '.' || segment === '')
  );
}
