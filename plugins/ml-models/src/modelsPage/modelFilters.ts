import {
  VOCABULARY,
  type MlModelsPaths,
} from '@ml-models/backstage-plugin-ml-models-common';
import { pastedDigest } from '../format/digest';

/** Query of the list route. */
export type ModelQuery = NonNullable<
  MlModelsPaths['/models']['get']['parameters']['query']
>;

/** Facets in the order in which they stand on the page. */
export const FACETS = [
  'stage',
  'tier',
  'risk',
  'signed',
  'scan',
  'format',
  'served',
  'mesh',
  'owner',
  'system',
  'lifecycle',
] as const;

/** Name of a facet, in the query as in the URL. */
export type Facet = (typeof FACETS)[number];

/** Orders offered; a leading minus turns one around. */
export const SORTS = [
  'name',
  '-name',
  '-updatedAt',
  'updatedAt',
  '-risk',
  '-tier',
  'tier',
] as const satisfies readonly ModelQuery['sort'][];

/** What the URL asks of the list. */
export interface ModelFilters {
  text: string;
  sort: (typeof SORTS)[number];
  layout: 'table' | 'cards';
  selected: Record<Facet, string[]>;
}

/** Reads the filters; what the URL says wrongly is left out. */
export function readFilters(params: URLSearchParams): ModelFilters {
  const sort = SORTS.find(item => item === params.get('sort'));
  const selected = (facet: Facet) => params.getAll(facet);
  return {
    text: params.get('text') ?? '',
    sort: sort ?? 'name',
    layout: params.get('layout') === 'cards' ? 'cards' : 'table',
    selected: {
      stage: selected('stage'),
      tier: selected('tier'),
      risk: selected('risk'),
      signed: selected('signed'),
      scan: selected('scan'),
      format: selected('format'),
      served: selected('served'),
      mesh: selected('mesh'),
      owner: selected('owner'),
      system: selected('system'),
      lifecycle: selected('lifecycle'),
    },
  };
}

/** The facets that narrow the list, one by one. */
export function activeFilters(
  filters: ModelFilters,
): { facet: Facet; value: string }[] {
  return FACETS.flatMap(facet =>
    filters.selected[facet].map(value => ({ facet, value })),
  );
}

/** The URL with one facet value switched on or off. */
export function toggled(
  params: URLSearchParams,
  facet: Facet,
  value: string,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const values = next.getAll(facet);
  next.delete(facet);
  for (const kept of values.filter(item => item !== value)) {
    next.append(facet, kept);
  }
  if (!values.includes(value)) {
    next.append(facet, value);
  }
  return next;
}

const SERVED: NonNullable<ModelQuery['served']> = ['yes', 'no', 'canary'];

/** What the filters mean to the backend, without order and page. */
export function filterQuery(filters: ModelFilters) {
  const { selected } = filters;
  const text = filters.text.trim();
  return {
    text: (pastedDigest(text) ?? text) || undefined,
    stage: known(selected.stage, VOCABULARY.Stage),
    tier: known(selected.tier, VOCABULARY.Tier),
    risk: known(selected.risk, VOCABULARY.Risk),
    signed: known(selected.signed, VOCABULARY.SignatureState),
    scan: known(selected.scan, VOCABULARY.InspectionStatus),
    served: known(selected.served, SERVED),
    format: some(selected.format),
    mesh: some(selected.mesh),
    owner: some(selected.owner),
    system: some(selected.system),
    lifecycle: some(selected.lifecycle),
  } satisfies ModelQuery;
}

function known<T extends string>(values: string[], allowed: readonly T[]) {
  return some(allowed.filter(item => values.includes(item)));
}

function some<T>(values: T[]): T[] | undefined {
  return values.length > 0 ? values : undefined;
}
