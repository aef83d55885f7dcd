import { isSameSource } from './declaredFrom';
import { DomainError } from './DomainError';
import { foldTier } from './fold/tier';
import { blankModel } from './blankModel';
import type { Declaration, RegistrationTrigger } from './ModelCommand';
import type { ModelState } from './ModelState';

/**
 * Whose a reference is does not change by what somebody sends: only the catalog, an adoption or an approved transfer
 * changes it. `found` is whoever holds the reference or held it last, so that a model whose entity is gone for a
 * moment, or that goes by another reference now, is not replaced by a stranger's. The catalog changes an owner only
 * from the source that declared the present one: whoever else writes a file of the same name and owner gains nothing
 * by it. A model that was posted has no such source, so that the catalog alone never changes its owner.
 *
 * Throws `NOT_THE_OWNER`. The sentence does not name the present owner: who asks may not be allowed to know it.
 */
export function checkOwner(
  found: ModelState | undefined,
  declaration: Pick<Declaration, 'owner' | 'model_ref' | 'location'>,
  trigger: RegistrationTrigger,
): void {
  if (!found || found.owner === declaration.owner) {
    return;
  }
  if (trigger !== 'catalog' || !catalogMayName(found, declaration)) {
    throw notTheOwner(declaration.owner);
  }
}

/** Whether the catalog may declare another owner under the reference of `found`. */
function catalogMayName(
  found: ModelState,
  {
    model_ref: modelRef,
    location,
  }: Pick<Declaration, 'model_ref' | 'location'>,
): boolean {
  const isFree = found.removedFromCatalog || found.modelRef !== modelRef;
  return isFree
    ? // a new model begins under it; the history stays where it is
      found.ownerSource !== null
    : isSameSource(found.ownerSource, location);
}

/** The refusal of `checkOwner`, for what else says whose a model is. */
export function notTheOwner(declared: string): DomainError {
  return new DomainError(
    'NOT_THE_OWNER',
    `this model does not belong to ${declared}; only the catalog, an adoption or an approved transfer changes its owner`,
    { params: { declared } },
  );
}

/** The model as a declaration would make it, for rules that decide before it is recorded. */
export function asDeclared(
  found: ModelState | undefined,
  declaration: Declaration,
): ModelState {
  const before = found ?? blankModel('', '');
  return {
    ...before,
    modelRef: declaration.model_ref,
    owner: declaration.owner,
    tier: foldTier(before, declaration),
    removedFromCatalog: false,
  };
}
