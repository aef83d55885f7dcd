import {
  pastedDigest,
  VOCABULARY,
  type MlModelsPaths,
} from '@ml-models/backstage-plugin-ml-models-common';

/** Query of the list route. */
export type ModelQuery = NonNullable<
  MlModelsPaths['/models']['get']['parameters']['query']
>;

/** Facets in the order in which they stand on the page. */
export const FACETS = [
  'attention',
  'inService',
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

const LAYOUTS = ['table', 'cards'] as const;

/** Pages of the list that an address can ask for at once. */
export const MAX_PAGES = 20;

const SERVED: NonNullable<ModelQuery['served']> = ['yes', 'no', 'canary'];
const ATTENTION: NonNullable<ModelQuery['attention']> = ['yes', 'no'];

/** The words of facets that have a fixed set of them. */
const WORDS: Partial<Record<Facet, readonly string[]>> = {
  attention: ATTENTION,
  inService: VOCABULARY.ServedWord,
  stage: VOCABULARY.Stage,
  tier: VOCABULARY.Tier,
  risk: VOCABULARY.Risk,
  signed: VOCABULARY.SignatureState,
  scan: VOCABULARY.InspectionStatus,
  served: SERVED,
  mesh: VOCABULARY.MtlsVerdict,
};

/** What the URL asks of the list. */
export interface ModelFilters {
  text: string;
  sort: (typeof SORTS)[number];
  layout: (typeof LAYOUTS)[number];
  /** pages of the list that are shown, at least one */
  pages: number;
  selected: Record<Facet, string[]>;
  /** what the URL says and nobody understands */
  unknown: { name: string; value: string }[];
}

/** Reads the filters; what is not understood stands in `unknown`. */
export function readFilters(params: URLSearchParams): ModelFilters {
  const selected = (facet: Facet) =>
    params.getAll(facet).filter(value => isWordOf(facet, value));
  const pages = Number(params.get('pages') ?? 1);
  return {
    text: params.get('text') ?? '',
    sort: SORTS.find(item => item === params.get('sort')) ?? 'name',
    layout: LAYOUTS.find(item => item === params.get('layout')) ?? 'table',
    pages: isPages(pages) ? pages : 1,
    selected: {
      attention: selected('attention'),
      inService: selected('inService'),
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
    unknown: [...params]
      .filter(([name, value]) => !isKnown(name, value))
      .map(([name, value]) => ({ name, value })),
  };
}

function isKnown(name: string, value: string): boolean {
  switch (name) {
    case 'text':
      return true;
    case 'sort':
      return SORTS.some(item => item === value);
    case 'layout':
      return LAYOUTS.some(item => item === value);
    case 'pages':
      return isPages(Number(value));
    default: {
      const facet = FACETS.find(item => item === name);
      return facet !== undefined && isWordOf(facet, value);
    }
  }
}

function isPages(pages: number): boolean {
  return Number.isInteger(pages) && pages >= 1 && pages <= MAX_PAGES;
}

function isWordOf(facet: Facet, value: string): boolean {
  return WORDS[facet]?.includes(value) ?? true;
}

/** The facets that narrow the list, one by one. */
export function activeFilters(
  filters: ModelFilters,
): { facet: Facet; value: string }[] {
  return FACETS.flatMap(facet =>
    filters.selected[facet].map(value => ({ facet, value })),
  );
}

/** The URL with one facet value switched on or off; another list starts at its first page. */
export function toggled(
  params: URLSearchParams,
  facet: Facet,
  value: string,
): URLSearchParams {
  const values = params.getAll(facet);
  return withValues(
    params,
    facet,
    values.includes(value)
      ? values.filter(item => item !== value)
      : [...values, value],
  );
}

/** The URL with exactly these values of one parameter. */
export function withValues(
  params: URLSearchParams,
  name: string,
  values: readonly string[],
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(name);
  next.delete('pages');
  for (const value of values) {
    next.append(name, value);
  }
  return next;
}

/** What the filters mean to the backend, without order and page. */
export function filterQuery(filters: ModelFilters) {
  const { selected } = filters;
  return {
    text: searchText(filters),
    attention: known(selected.attention, ATTENTION),
    inService: known(selected.inService, VOCABULARY.ServedWord),
    stage: known(selected.stage, VOCABULARY.Stage),
    tier: known(selected.tier, VOCABULARY.Tier),
    risk: known(selected.risk, VOCABULARY.Risk),
    signed: known(selected.signed, VOCABULARY.SignatureState),
    scan: known(selected.scan, VOCABULARY.InspectionStatus),
    served: known(selected.served, SERVED),
    format: some(selected.format),
    mesh: known(selected.mesh, VOCABULARY.MtlsVerdict),
    owner: some(selected.owner),
    system: some(selected.system),
    lifecycle: some(selected.lifecycle),
  } satisfies ModelQuery;
}

/** What a refused model has to be filtered by: what was declared of it. */
const DECLARED: readonly Facet[] = ['owner', 'system'];

/**
 * The same filters for what was refused; `undefined` when they ask for what
 * only a registered model has, so that none can match.
 */
export function refusalQuery(filters: ModelFilters) {
  const active = activeFilters(filters);
  return active.every(({ facet }) => DECLARED.includes(facet))
    ? {
        text: searchText(filters),
        owner: some(filters.selected.owner),
        system: some(filters.selected.system),
      }
    : undefined;
}

function searchText(filters: ModelFilters): string | undefined {
  const text = filters.text.trim();
  return (pastedDigest(text) ?? text) || undefined;
}

function known<T extends string>(values: string[], allowed: readonly T[]) {
  return some(allowed.filter(item => values.includes(item)));
}

function some<T>(values: T[]): T[] | undefined {
  return values.length > 0 ? values : undefined;
}
