import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ML_MODEL_KIND } from '@ml-models/backstage-plugin-ml-models-common';
import { HttpError } from '../errors/HttpError';

/** Reference of the model that a path names: `mlmodel:<namespace>/<name>` in lower case. */
export function modelRefOf(path: { namespace: string; name: string }): string {
  return stringifyEntityRef({
    kind: ML_MODEL_KIND,
    namespace: path.namespace,
    name: path.name,
  });
}

/** A reference as a caller writes it, completed. Throws `INVALID_MODEL_REF`. */
export function parseModelRef(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: ML_MODEL_KIND,
        defaultNamespace: 'default',
      }),
    );
  } catch (cause) {
    throw new HttpError(
      'INVALID_MODEL_REF',
      'modelRef is an entity reference such as mlmodel:default/name',
      { cause },
    );
  }
}
