/** Facets that are columns of `models`. */
export const FACET_COLUMNS = {
  owner: 'owner',
  system: 'system',
  stage: 'stage',
  format: 'format',
  risk: 'risk',
  tier: 'tier',
  signed: 'signature',
  scan: 'scan',
  lifecycle: 'lifecycle',
} as const;
export type ColumnFacet = keyof typeof FACET_COLUMNS;

/** In the order of the answer. */
export const FACETS = [
  'owner',
  'system',
  'stage',
  'format',
  'risk',
  'tier',
  'signed',
  'scan',
  'lifecycle',
  'mesh',
  'inService',
  'served',
  'attention',
] as const;
export type FacetName = (typeof FACETS)[number];
