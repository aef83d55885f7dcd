import type {
  DeclaredFacts,
  DeclaredState,
  ModelState,
  VersionState,
} from './ModelState';
import { labelOf } from './versions';

type Declared = NonNullable<ModelState['declaration']>;

/**
 * The declaration that a version was registered with; `undefined` where it was not recorded per version. What is
 * declared later, or of another version, is never taken for it.
 */
export function declaredOf(
  version: VersionState,
  label: string = version.labels[0],
): DeclaredState | undefined {
  const own = labelOf(version, label);
  return version.declared?.find(each => each.label === own);
}

/** What is declared about a version now: its last declaration, for what asks for a cure that needs no new version. */
export function declaredNow(
  version: VersionState,
  label?: string,
): DeclaredFacts | undefined {
  const declared = declaredOf(version, label);
  return declared?.redeclared ?? declared;
}

/**
 * Whether a declaration is one of the model and not of one version alone: the catalog's is, and that of a version
 * that is new or the newest. An older version that is posted again says nothing of the model.
 */
export function speaksForModel(
  { versions, latest }: Pick<ModelState, 'versions' | 'latest'>,
  label: string | undefined,
  trigger: Declared['trigger'],
): boolean {
  const isPosted = trigger === 'api' || trigger === 'upload';
  return (
    !isPosted ||
    label === undefined ||
    label === latest?.version ||
    !versions.some(({ labels }) => labels.includes(label))
  );
}

/**
 * `declaration` about `label`: what it is registered with where there was none, else what is declared about it since.
 * The one that it was registered with stays, as its bill of materials says the same.
 */
export function withDeclared(
  version: VersionState,
  label: string,
  declaration: ModelState['declaration'],
): VersionState {
  if (!declaration) {
    return version;
  }
  const { entity, license, card, at, trigger } = declaration;
  const stated: DeclaredFacts = {
    entity,
    at,
    ...(license !== undefined && { license }),
    ...(card && { card }),
  };
  const known = version.declared?.find(each => each.label === label);
  return {
    ...version,
    declared: [
      ...(version.declared ?? []).filter(each => each !== known),
      known ? withStated(known, stated, trigger) : { label, ...stated },
    ],
  };
}

function withStated(
  { redeclared: _, ...registered }: DeclaredState,
  stated: DeclaredFacts,
  trigger: Declared['trigger'],
): DeclaredState {
  return isSame(registered, stated)
    ? // a later reader may say more of the same card
      { ...registered, ...(stated.card && { card: stated.card }) }
    : { ...registered, redeclared: { ...stated, ...(trigger && { trigger }) } };
}

/** A card that was not read says nothing. */
function isSame(a: DeclaredFacts, b: DeclaredFacts): boolean {
  return (
    a.entity.digest === b.entity.digest &&
    (!a.card || !b.card || a.card.digest === b.card.digest)
  );
}
