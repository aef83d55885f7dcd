import { ArtifactError, ArtifactErrorCode } from '../ArtifactError';

const CODES: Record<string, ArtifactErrorCode> = {
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'NOT_FOUND',
  ELOOP: 'SYMLINK',
  EISDIR: 'NOT_A_FILE',
  // what opening a socket, or a device without a driver, answers
  ENXIO: 'NOT_A_FILE',
  ENODEV: 'NOT_A_FILE',
  ENAMETOOLONG: 'INVALID_PATH',
  ENOSPC: 'NO_SPACE',
  EDQUOT: 'NO_SPACE',
  EROFS: 'NO_SPACE',
  EEXIST: 'TARGET_EXISTS',
};

const MESSAGES: Partial<Record<ArtifactErrorCode, string>> = {
  NOT_FOUND: 'no such file',
  SYMLINK: 'a symbolic link is not followed',
  NOT_A_FILE: 'not a regular file',
  INVALID_PATH: 'the path is too long',
  NO_SPACE: 'no space left, or the disk takes no writes',
  TARGET_EXISTS: 'exists already',
};

/**
 * The same of the place that is written to: what is missing there is not missing at the sender.
 */
export function targetError(cause: unknown, path: string): ArtifactError {
  const error = systemError(cause, path);
  if (error.code === 'NO_SPACE' || error.code === 'TARGET_EXISTS') {
    return error;
  }
  return new ArtifactError(
    'TARGET_UNUSABLE',
    `cannot be written (${(cause as NodeJS.ErrnoException)?.code ?? cause})`,
    { path, cause },
  );
}

/** An error of the operating system in this package's terms. */
export function systemError(cause: unknown, path: string): ArtifactError {
  const errno = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const code = CODES[errno] ?? 'NOT_READABLE';
  const message = MESSAGES[code] ?? `not readable (${errno || String(cause)})`;
  return new ArtifactError(code, message, { path, cause });
}
