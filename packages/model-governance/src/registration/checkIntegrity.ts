import { quote } from '../quote';
import type { Problem } from './Problem';
import type { CheckedArtifact } from './TripleCheckInput';

/** `DIGEST_MISMATCH` of every file whose bytes are not those declared. @public */
export function checkIntegrity(
  artifacts: readonly CheckedArtifact[],
): Problem[] {
  return artifacts.flatMap(({ path, digest, declaredDigest }): Problem[] =>
    declaredDigest === undefined || declaredDigest === digest
      ? []
      : [
          {
            code: 'DIGEST_MISMATCH',
            field: path,
            message: `${quote(path)} is ${digest}, declared is ${quote(
              declaredDigest,
            )}`,
            params: { path, digest, declared: quote(declaredDigest) },
          },
        ],
  );
}
