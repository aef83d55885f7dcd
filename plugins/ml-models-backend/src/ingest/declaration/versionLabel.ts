import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import { MAX_VERSION_LENGTH } from '../limits';
import type { IngestionProblem } from '../problems';

/**
 * The declared label, empty when there is none (the triple check names that). A label stands in URLs, events
 * and file names of others: it is short, and has no control characters.
 */
export function versionLabel(entity: MlModelEntityV1alpha1): {
  version: string;
  problems: IngestionProblem[];
} {
  const declared: unknown = entity.spec.version;
  const version = typeof declared === 'string' ? declared : '';
  const isLabel =
    version.length <= MAX_VERSION_LENGTH &&
    version === version.trim() &&
    !/[\p{Cc}\p{Surrogate}]/u.test(version);
  return isLabel
    ? { version, problems: [] }
    : {
        version: '',
        problems: [
          {
            code: 'INVALID_FIELD',
            field: 'version',
            message: `spec.version is at most ${MAX_VERSION_LENGTH} characters, without control characters and blanks around it`,
          },
        ],
      };
}
