import { ArtifactSourceError } from '@ml-models/backstage-plugin-ml-models-node';
import { MAX_ARTIFACT_PATH_LENGTH } from '../limits';

/**
 * The name of a file inside its version: relative, `/` between segments, downwards only. A leading `./` is
 * dropped. Control characters and lone surrogates are refused, since no log, URL or digest keeps them; so are
 * characters that are not seen or turn the order of others around, since a name must read as it is.
 *
 * Throws `ArtifactSourceError` `INVALID_PATH`, `PATH_OUTSIDE_ROOT`.
 */
export function artifactPath(declared: string): string {
  if (
    declared.length > MAX_ARTIFACT_PATH_LENGTH ||
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\\]/u.test(declared)
  ) {
    throw new ArtifactSourceError(
      'INVALID_PATH',
      `not a path: longer than ${MAX_ARTIFACT_PATH_LENGTH} characters, or with a control or invisible character or a backslash`,
    );
  }
  const segments = declared.split('/').filter(segment => segment !== '.');
  const leadsOut =
    declared.startsWith('/') ||
    // After the dots are gone: `./C:` is a drive too.
    /^[A-Za-z]:/.test(segments.join('/')) ||
    segments.includes('..');
  if (leadsOut) {
    throw new ArtifactSourceError(
      'PATH_OUTSIDE_ROOT',
      `${declared} leads out of the folder of the catalog file`,
    );
  }
  if (segments.length === 0 || segments.includes('')) {
    throw new ArtifactSourceError('INVALID_PATH', `${declared} names no file`);
  }
  return segments.join('/');
}
