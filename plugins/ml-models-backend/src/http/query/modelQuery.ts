import type { ModelAccess, ModelQuery } from '../../store/ModelStore';

type ModelFilters = Omit<ModelQuery, 'access'>;

/** The filters of the list and of the facets, by the store's names, bounded to what may be read. */
export function modelQuery(
  filters: ModelFilters,
  access: ModelAccess | undefined,
): ModelQuery {
  const {
    text,
    modelRef,
    owner,
    system,
    stage,
    format,
    risk,
    tier,
    signed,
    scan,
    served,
    mesh,
    attention,
    inService,
    lifecycle,
  } = filters;
  return {
    ...(text?.trim() && { text: text.trim() }),
    modelRef,
    owner,
    system,
    stage,
    format,
    risk,
    tier,
    signed,
    scan,
    served,
    mesh,
    attention,
    inService,
    lifecycle,
    ...(access && { access }),
  };
}
