import { BomError } from './BomError';
import { MAX_PATH_LENGTH } from './limits';

/**
 * Throws `BomError` `INVALID_PATH` unless `path` names a file inside its
 * version: relative, `/` between segments, none of them empty, `.` or `..`,
 * no NUL, and a UTF-8 form (no lone surrogate, which would be hashed as
 * U+FFFD and let two names share one digest).
 */
export function checkRelativePath(path: string): void {
  const segments = path.split('/');
  if (
    path.length === 0 ||
    path.length > MAX_PATH_LENGTH ||
    path.includes('\0') ||
    path.includes('\\') ||
    hasLoneSurrogate(path) ||
    segments.some(segment => ['', '.', '..'].includes(segment))
  ) {
    throw new BomError(
      'INVALID_PATH',
      `not a relative file name: ${JSON.stringify(path.slice(0, 200))}`,
    );
  }
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
