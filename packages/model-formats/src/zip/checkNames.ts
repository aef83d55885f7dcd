import { InspectionContext } from '../reader/InspectionContext';
import { hasControlCharacter } from '../source/hasControlCharacter';
import { ZipEntry } from './ZipEntry';

/** Most names; spares them the slower checks. */
const USUAL_NAME = /^\w[\w.+-]*(\/\w[\w.+-]*)*$/;

/** Names that leave the archive, that hide something, or that come twice. */
export function checkNames(
  entries: readonly ZipEntry[],
  context: InspectionContext,
): void {
  const names = new Set<string>();
  for (const { name, headerOffset } of entries) {
    const usual = USUAL_NAME.test(name) && !name.includes('..');
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
