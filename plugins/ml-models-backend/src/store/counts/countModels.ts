import type { ModelQuery } from '../ModelStore';
import { NONE } from './Codes';
import { FacetName, FACETS } from './FacetName';
import type { FacetValues } from './facetValues';
import type { ModelColumns } from './ModelColumns';
import { EVERYWHERE, MarkedRows, passingRows } from './passingRows';

/** How many models have each value, the most frequent first. */
export type FacetCounts = Record<FacetName, { value: string; count: number }[]>;

export interface ModelCounts {
  models: number;
  versions: number;
  /** under the same query, each without its own filter */
  facets: FacetCounts;
}

/** Counts what a query narrows the models to, each facet in one walk over the rows that it counts. */
export function countModels(
  columns: ModelColumns,
  facets: Record<FacetName, FacetValues>,
  query: ModelQuery,
  found: Uint32Array | undefined,
): ModelCounts {
  const passing = passingRows(columns, facets, query, found);
  const rows = rowsMarked(passing, EVERYWHERE);
  let versions = 0;
  for (const row of rows) {
    versions += columns.versions[row];
  }
  const counted = FACETS.map((facet, index) => {
    const isFiltered = (query[facet] ?? []).length > 0;
    const counts = countFacet(
      facets[facet],
      isFiltered ? [rows, rowsMarked(passing, index)] : [rows],
    );
    return [facet, counts];
  });
  return {
    models: rows.length,
    versions,
    facets: Object.fromEntries(counted) as FacetCounts,
  };
}

function rowsMarked({ rows, marks }: MarkedRows, mark: number): Uint32Array {
  return rows.filter((_, at) => marks[at] === mark);
}

function countFacet(
  { codes, column, many, order }: FacetValues,
  parts: readonly Uint32Array[],
): FacetCounts[FacetName] {
  const counts = new Uint32Array(codes.size);
  for (const rows of parts) {
    for (const row of rows) {
      const own = many?.get(row);
      if (own) {
        own.forEach(code => {
          counts[code] += 1;
        });
      } else {
        counts[column[row]] += 1;
      }
    }
  }
  return [...counts]
    .map((count, code) => ({ code, count }))
    .filter(({ code, count }) => code !== NONE && count > 0)
    .map(({ code, count }) => ({ value: codes.text(code), count }))
    .sort((a, b) =>
      order
        ? order.indexOf(a.value) - order.indexOf(b.value)
        : b.count - a.count || (a.value < b.value ? -1 : 1),
    );
}
