import { MAX_KEPT_COUNTS } from '../../domain/limits';
import type { ModelQuery } from '../ModelStore';
import { countModels, ModelCounts } from './countModels';
import { facetValues, PresentFacets } from './facetValues';
import type { ModelColumns } from './ModelColumns';

/** Answers of one state of the columns, kept until the columns change or time changes what they say. */
export class PresentCounts {
  #facets: PresentFacets | undefined;
  readonly #kept = new Map<string, ModelCounts>();

  constructor(private readonly columns: ModelColumns) {}

  /** The columns have changed. */
  forget(): void {
    this.#facets = undefined;
    this.#kept.clear();
  }

  /** `found` are the ids that the query's text finds; what is found is no matter of the columns and is not kept. */
  of(query: ModelQuery, found: readonly string[] | undefined): ModelCounts {
    const { values } = this.#facetsOf(query);
    if (found) {
      const rows = found.map(id => this.columns.rowOf(id));
      return countModels(
        this.columns,
        values,
        query,
        Uint32Array.from(rows.filter(row => row !== undefined)),
      );
    }
    const { currentSince: _since, goodSince: _oldest, ...asked } = query;
    const key = JSON.stringify(asked);
    let counts = this.#kept.get(key);
    if (!counts) {
      counts = countModels(this.columns, values, query, undefined);
      if (this.#kept.size >= MAX_KEPT_COUNTS) {
        this.#kept.clear();
      }
      this.#kept.set(key, counts);
    }
    return counts;
  }

  #facetsOf(query: ModelQuery): PresentFacets {
    if (!this.#facets?.holdsFor(query)) {
      this.forget();
    }
    this.#facets ??= facetValues(this.columns, query);
    return this.#facets;
  }
}
