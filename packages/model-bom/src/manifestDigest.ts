import type { CreateSha256 } from '@ml-models/model-formats/digest';
import canonicalize from 'canonicalize';
import { BomError } from './BomError';
import { compareUtf8 } from './compareUtf8';
import { MAX_FILES } from './limits';
import { checkRelativePath } from './checkRelativePath';

/** One file of a version. @public */
export interface ManifestEntry {
  /** relative name inside the version, `/` between segments */
  path: string;
  /** bytes */
  size: number;
  /** `sha256:` + 64 lower-case hex digits */
  sha256: string;
}

const SHA256 = /^sha256:[0-9a-f]{64}$/;

/**
 * Identity of a version: SHA-256 over the RFC 8785 form of the list of
 * `[path, size, sha256]`, sorted by path in UTF-8 byte order. Size is a JSON
 * number, the digest the text `sha256:<hex>`. Answers `sha256:<hex>`.
 *
 * Throws `BomError`: `NO_FILES`, `INVALID_PATH`, `DUPLICATE_PATH`,
 * `INVALID_SIZE`, `INVALID_DIGEST`, `LIMIT_EXCEEDED`.
 * @public
 */
export function manifestDigest(
  files: readonly ManifestEntry[],
  createSha256: CreateSha256,
): string {
  const hasher = createSha256();
  hasher.update(new TextEncoder().encode(canonicalManifest(files)));
  const hex = Array.from(hasher.digest(), byte =>
    byte.toString(16).padStart(2, '0'),
  );
  return `sha256:${hex.join('')}`;
}

/** The text that `manifestDigest` hashes. Throws as it does. @public */
export function canonicalManifest(files: readonly ManifestEntry[]): string {
  if (files.length === 0) {
    throw new BomError('NO_FILES', 'a version has at least one file');
  }
  if (files.length > MAX_FILES) {
    throw new BomError('LIMIT_EXCEEDED', `more than ${MAX_FILES} files`);
  }
  const sorted = [...files].sort((a, b) => compareUtf8(a.path, b.path));
  const rows = sorted.map(({ path, size, sha256 }, index) => {
    checkRelativePath(path);
    if (index > 0 && sorted[index - 1].path === path) {
      throw new BomError('DUPLICATE_PATH', `two files are named ${path}`);
    }
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new BomError('INVALID_SIZE', `${path} has no size in bytes`);
    }
    if (!SHA256.test(sha256)) {
      throw new BomError('INVALID_DIGEST', `${path} has no SHA-256`);
    }
    // -0 and 0 are one number in RFC 8785 but not to every serialiser
    return [path, size === 0 ? 0 : size, sha256];
  });
  return canonicalize(rows) as string;
}
