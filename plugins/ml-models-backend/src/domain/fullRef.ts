import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** A reference as an entity writes it, in full; what is no reference is kept as written, so that it can be shown. */
export function fullRef(
  reference: string,
  defaultKind: string,
  defaultNamespace: string,
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(reference, { defaultKind, defaultNamespace }),
    );
  } catch {
    return reference;
  }
}
