import { escapeText } from '../escapeText';
import type { ModelAccess, ModelQuery } from '../ModelStore';
import { FacetName, FACETS } from './FacetName';
import { FacetValues, rowsWith } from './facetValues';
import type { ModelColumns } from './ModelColumns';

/** The mark of a row that passes every filter. */
export const EVERYWHERE = 255;
const NOWHERE = 254;

/** Rows that a query's text finds and that may be seen, each with its mark. */
export interface MarkedRows {
  rows: Uint32Array;
  /**
   * `EVERYWHERE`, or the index in `FACETS` of the one facet whose own filter is all that the row fails, since that
   * facet counts it nevertheless
   */
  marks: Uint8Array;
}

/** What a query narrows the rows to. `found` are the rows that its text finds; without a text all are. */
export function passingRows(
  columns: ModelColumns,
  facets: Record<FacetName, FacetValues>,
  query: ModelQuery,
  found: Uint32Array | undefined,
): MarkedRows {
  const named =
    query.modelRef && withValues(columns, 'model_ref', query.modelRef);
  const allowed = query.access && allowedRows(columns, query.access);
  const rows = (found ?? everyRow(columns.size)).filter(
    row =>
      columns.removed[row] === 0 && named?.[row] !== 0 && allowed?.[row] !== 0,
  );
  const marks = new Uint8Array(rows.length).fill(EVERYWHERE);
  FACETS.forEach((facet, index) => {
    const values = query[facet];
    if (values && values.length > 0) {
      const own = rowsWith(facets[facet], values.map(escapeText));
      for (let at = 0; at < rows.length; at += 1) {
        if (own[rows[at]] === 0) {
          marks[at] = marks[at] === EVERYWHERE ? index : NOWHERE;
        }
      }
    }
  });
  return { rows, marks };
}

function everyRow(size: number): Uint32Array {
  return new Uint32Array(size).map((_, row) => row);
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
