export interface EntityRefParts {
  kind: string;
  namespace: string;
  name: string;
}

const ENTITY_REF = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/;

/**
 * Backstage's `[kind:][namespace/]name`. This package imports nothing of
 * Backstage, hence not `parseEntityRef` of catalog-model.
 */
export function parseEntityRef(
  text: string,
  defaults: { kind: string; namespace: string },
): EntityRefParts | undefined {
  const match = ENTITY_REF.exec(text.trim());
  return match
    ? {
        kind: match[1] ?? defaults.kind,
        namespace: match[2] ?? defaults.namespace,
        name: match[3],
      }
    : undefined;
}

/** Lower case throughout, as `stringifyEntityRef` gives it. */
export function formatEntityRef(parts: EntityRefParts): string {
  return `${parts.kind}:${parts.namespace}/${parts.name}`.toLowerCase();
}
