import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import { webAddress } from '../../domain/webAddress';
import type { IngestionProblem } from '../problems';

/** Problems of declared texts that pages link to: an address that a browser must not follow is none. */
export function declaredLinks(
  entity: MlModelEntityV1alpha1,
): IngestionProblem[] {
  const { changelogUrl }: { changelogUrl?: unknown } = entity.spec;
  return changelogUrl === undefined || webAddress(changelogUrl) !== undefined
    ? []
    : [
        {
          code: 'INVALID_FIELD',
          field: 'changelogUrl',
          message:
            'spec.changelogUrl is an http or https address without credentials',
        },
      ];
}
