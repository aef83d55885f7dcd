import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** As the catalog allows a name or namespace: nothing that a browser could follow. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/i;

/**
 * The full reference of the model that a text names, `mlmodel:default/lora` for `lora`; `undefined` for anything
 * else, such as an address or an entity of another kind.
 */
export function modelReference(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text, {
      defaultKind: 'MLModel',
      defaultNamespace: 'default',
    });
    return ref.kind.toLocaleLowerCase('en-US') === 'mlmodel' &&
      NAME.test(ref.namespace) &&
      NAME.test(ref.name)
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}
