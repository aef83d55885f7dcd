import type { ModelQuery } from '../ModelStore';
import { Codes, NONE } from './Codes';
import { ColumnFacet, FACET_COLUMNS, FacetName } from './FacetName';
import type { Look, ModelColumns, Seen } from './ModelColumns';
import { presentRisk } from './presentRisk';

/** The values of one facet, as of now. */
export interface FacetValues {
  codes: Codes;
  /** the one value of each row, or `NONE` */
  column: readonly number[];
  /** the values of rows that have any number of them; `column` does not count for these */
  many?: ReadonlyMap<number, readonly number[]>;
  /** answered in this order, not by frequency */
  order?: readonly string[];
}

/** The values of every facet at one instant. */
export interface PresentFacets {
  /** in the order of the answer */
  values: Record<FacetName, FacetValues>;
  /** whether they are the same at the instant of another query */
  holdsFor(query: Instant): boolean;
}

type Instant = Pick<ModelQuery, 'goodSince' | 'currentSince'>;

/** The values of every facet at the instant that a query names. */
export function facetValues(
  columns: ModelColumns,
  query: Instant,
): PresentFacets {
  const risk = presentRisk(columns, query);
  const outdated = outdatedLooks(columns, query);
  const isOutdated = (look: Look) => outdated.has(look);
  const shown = columns.shown();
  const column = (facet: ColumnFacet): FacetValues => {
    const name = FACET_COLUMNS[facet];
    return { codes: columns.codes[name], column: columns.columns[name] };
  };
  const observed = (
    valuesOf: (seen: Seen, look: Look) => (string | null)[],
    unseen: string | null = null,
  ): FacetValues => {
    const codes = new Codes();
    const many = new Map(
      shown.map(([row, seen]) => {
        const values = seen.flatMap(each => {
          const look = columns.looks.get(each.cluster);
          return look ? valuesOf(each, look) : [];
        });
        const said = [...new Set(values)].filter(value => value !== null);
        return [row, said.map(value => codes.of(value))];
      }),
    );
    const without = codes.of(unseen);
    return {
      codes,
      column: new Array<number>(columns.size).fill(without),
      many,
    };
  };
  return {
    values: {
      owner: column('owner'),
      system: column('system'),
      stage: column('stage'),
      format: column('format'),
      risk: { ...column('risk'), column: risk.column },
      tier: column('tier'),
      signed: column('signed'),
      scan: column('scan'),
      lifecycle: column('lifecycle'),
      // of a look that is too old nothing that is well is said
      mesh: observed(({ mesh }, look) => [
        mesh !== null && isOutdated(look) ? 'unknown' : mesh,
      ]),
      inService: observed(({ words }, look) =>
        words.map(({ word, concerns }) =>
          isOutdated(look) && !concerns ? 'unknown' : word,
        ),
      ),
      served: {
        order: ['yes', 'no', 'canary'],
        ...observed(
          ({ workloads, isCanary }, look) => [
            workloads > 0 ? 'yes' : null,
            isCanary && !isOutdated(look) ? 'canary' : null,
          ],
          isAbsenceKnown(columns, isOutdated) ? 'no' : null,
        ),
      },
      attention: attention(columns, shown),
    },
    holdsFor(other) {
      const then = outdatedLooks(columns, other);
      return (
        risk.holdsFor(other) &&
        then.size === outdated.size &&
        [...then].every(look => outdated.has(look))
      );
    },
  };
}

/** Looks that are too old to say what is now. */
function outdatedLooks(
  { looks }: ModelColumns,
  { currentSince = '' }: Instant,
): Set<Look> {
  return new Set(
    [...looks.values()].filter(({ observedAt }) => observedAt < currentSince),
  );
}

/** A model that no cluster shows is not served, if each was read whole and in time, and any was looked at. */
function isAbsenceKnown(
  { looks }: ModelColumns,
  isOutdated: (look: Look) => boolean,
): boolean {
  return (
    looks.size > 0 &&
    [...looks.values()].every(look => look.complete && !isOutdated(look))
  );
}

/** Something that is recorded, or seen where it runs, asks for a person. */
function attention(
  columns: ModelColumns,
  shown: readonly (readonly [number, readonly Seen[]])[],
): FacetValues {
  const codes = new Codes();
  const yes = codes.of('yes');
  const no = codes.of('no');
  const column = columns.attention.map(asks => (asks === 1 ? yes : no));
  for (const [row, seen] of shown) {
    if (seen.some(({ concerns }) => concerns)) {
      column[row] = yes;
    }
  }
  return { codes, column, order: ['yes', 'no'] };
}

/** Whether each row has one of the values. */
export function rowsWith(
  { codes, column, many }: FacetValues,
  values: readonly string[],
): Uint8Array {
  const isAsked = new Uint8Array(codes.size);
  for (const value of values) {
    const code = codes.find(value);
    if (code !== undefined) {
      isAsked[code] = 1;
    }
  }
  isAsked[NONE] = 0;
  const rows = new Uint8Array(column.length);
  for (let row = 0; row < rows.length; row += 1) {
    rows[row] = isAsked[column[row]];
  }
  for (const [row, own] of many ?? []) {
    rows[row] = own.some(code => isAsked[code] === 1) ? 1 : 0;
  }
  return rows;
}
