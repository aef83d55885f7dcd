import { escapeText } from '../escapeText';
import type { ModelAccess, ModelQuery } from '../ModelStore';
import { FacetName, FACETS } from './FacetName';
import { FacetValues, rowsWith } from './facetValues';
import type { ModelColumns } from './ModelColumns';

/** Passes every filter. */
export const EVERYWHERE = 255;
const NOWHERE = 254;

/**
 * For each row whether it passes a query: `EVERYWHERE`, or the index in `FACETS` of the one facet whose own filter is
 * all that it fails, since that facet counts it nevertheless. `found` are the rows that the query's text finds.
 */
export function passingRows(
  columns: ModelColumns,
  facets: Record<FacetName, FacetValues>,
  query: ModelQuery,
  found: ReadonlySet<number> | undefined,
): Uint8Array {
  const rows = new Uint8Array(columns.size).fill(EVERYWHERE);
  const keep = (isKept: (row: number) => boolean) => {
    for (let row = 0; row < rows.length; row += 1) {
      if (!isKept(row)) {
        rows[row] = NOWHERE;
      }
    }
  };
  keep(row => columns.removed[row] === 0);
  if (found) {
    keep(row => found.has(row));
  }
  if (query.modelRef) {
    const own = withValues(columns, 'model_ref', query.modelRef);
    keep(row => own[row] === 1);
  }
  if (query.access) {
    const allowed = allowedRows(columns, query.access);
    keep(row => allowed[row] === 1);
  }
  FACETS.forEach((facet, index) => {
    const values = query[facet];
    if (values && values.length > 0) {
      const own = rowsWith(facets[facet], values.map(escapeText));
      for (let row = 0; row < rows.length; row += 1) {
        if (own[row] === 0) {
          rows[row] = rows[row] === EVERYWHERE ? index : NOWHERE;
        }
      }
    }
  });
  return rows;
}

function withValues(
  { codes, columns }: ModelColumns,
  column: 'model_ref' | 'namespace' | 'owner' | 'tier' | 'stage',
  values: readonly string[],
): Uint8Array {
  return rowsWith(
    { codes: codes[column], column: columns[column] },
    values.map(escapeText),
  );
}

/** What a conditional decision lets through. */
function allowedRows(
  columns: ModelColumns,
  { anyOf }: ModelAccess,
): Uint8Array {
  const allowed = new Uint8Array(columns.size);
  for (const { not, owners, namespaces, tiers, stages } of anyOf) {
    const all = (
      [
        ['owner', owners],
        ['namespace', namespaces],
        ['tier', tiers],
        ['stage', stages],
      ] as const
    ).flatMap(([column, values]) =>
      values ? [withValues(columns, column, values)] : [],
    );
    for (let row = 0; row < allowed.length; row += 1) {
      if (all.every(own => own[row] === 1) !== (not === true)) {
        allowed[row] = 1;
      }
    }
  }
  return allowed;
}
