import type { DeclaredState, ModelState, VersionState } from './ModelState';
import { labelOf } from './versions';

/**
 * The declaration that a version was registered with, or the last one about that very label; `undefined` where it was
 * not recorded per version. What the catalog says of another version is never taken for it.
 */
export function declaredOf(
  version: VersionState,
  label: string = version.labels[0],
): DeclaredState | undefined {
  const own = labelOf(version, label);
  return version.declared?.find(each => each.label === own);
}

/** `declared` with the model's present declaration standing for `label`. */
export function withDeclared(
  version: VersionState,
  label: string,
  declaration: ModelState['declaration'],
): VersionState {
  if (!declaration) {
    return version;
  }
  const { entity, license, card, at } = declaration;
  const next: DeclaredState = {
    label,
    entity,
    at,
    ...(license !== undefined && { license }),
    ...(card && { card }),
  };
  return {
    ...version,
    declared: [
      ...(version.declared ?? []).filter(each => each.label !== label),
      next,
    ],
  };
}
