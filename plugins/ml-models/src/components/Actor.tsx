import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** Who did something: a person or group leads to their page, a service is named. */
export function Actor(props: { actor: string }) {
  const { actor } = props;
  return isEntityRef(actor) ? (
    <EntityRefLink entityRef={actor} />
  ) : (
    <>{actor}</>
  );
}

/** True for a whole entity reference, `kind:namespace/name`. */
export function isEntityRef(text: string): boolean {
  if (!/^[a-z]+:[^/]+\/[^/]+$/i.test(text)) {
    return false;
  }
  try {
    parseEntityRef(text);
    return true;
  } catch {
    return false;
  }
}
