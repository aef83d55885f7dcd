/** Actor of what the comparison with the catalog causes. */
export const CATALOG_ACTOR = 'plugin:ml-models';
