import { hasControlCharacter } from '../source/hasControlCharacter';

/**
 * Why `location` is no plain relative path beneath the model, or `undefined`.
 * The path is never opened: it is matched against the names of the files that
 * came with the model (CVE-2022-25882, CVE-2024-27318).
 */
export function refuseLocation(location: string): string | undefined {
  if (location === '') {
    return 'empty';
  }
  if (hasControlCharacter(location)) {
    return 'control character';
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) {
    return 'drive or URL';
  }
  if (/^[/\\~]/.test(location)) {
    return 'absolute';
  }
  const segments = location.split(/[/\\]/);
  if (segments.includes('..')) {
    return 'leaves the directory of the model';
  }
  if (location.includes('\\')) {
    return 'backslash';
  }
  if (segments.every(segment => segment === '' || segment === '.')) {
    return 'names a directory';
  }
  return undefined;
}
