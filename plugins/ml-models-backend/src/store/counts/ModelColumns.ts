import type { ObservedModelRow } from '../operations/observations/ObservationRow';
import type { ModelRow } from '../operations/projections/ModelRow';
import { Codes } from './Codes';

/** Columns of `models` that are counted, or that counts are narrowed by. */
export const CODED_COLUMNS = [
  'model_ref',
  'namespace',
  'owner',
  'system',
  'stage',
  'format',
  'risk',
  'tier',
  'signature',
  'scan',
  'lifecycle',
] as const;
export type CodedColumn = (typeof CODED_COLUMNS)[number];

export type CountedRow = Pick<
  ModelRow,
  CodedColumn | 'id' | 'good_since' | 'attention' | 'removed' | 'versions'
>;

/** What one cluster showed of one model. */
export interface Seen extends Pick<ObservedModelRow, 'workloads' | 'mesh'> {
  cluster: string;
  isCanary: boolean;
  /** what was seen asks for a person */
  concerns: boolean;
  words: SaidWord[];
}

/** What is said of a version in service; what concerns nobody is taken back when the look grows old. */
export interface SaidWord {
  word: string;
  concerns: boolean;
}

/** The last look at a cluster. */
export interface Look {
  /** RFC 3339 */
  observedAt: string;
  /** false when something could not be read */
  complete: boolean;
}

/** The narrow rows of all models, a column each, in the order in which they were first read. */
export class ModelColumns {
  readonly looks = new Map<string, Look>();
  readonly codes = byColumn(() => new Codes());
  readonly columns = byColumn((): number[] => []);
  /** milliseconds since 1970; of a model without measurement it never passes */
  readonly goodSince: number[] = [];
  readonly attention: number[] = [];
  readonly removed: number[] = [];
  readonly versions: number[] = [];
  /** by code of the reference */
  readonly #seen: (Map<string, Seen> | undefined)[] = [];
  readonly #rows = new Map<string, number>();

  get size(): number {
    return this.#rows.size;
  }

  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  put(model: CountedRow): void {
    const row = this.#rows.get(model.id) ?? this.#rows.size;
    this.#rows.set(model.id, row);
    for (const column of CODED_COLUMNS) {
      this.columns[column][row] = this.codes[column].of(model[column]);
    }
    this.goodSince[row] =
      model.good_since === null
        ? Number.POSITIVE_INFINITY
        : Date.parse(model.good_since);
    this.attention[row] = model.attention;
    this.removed[row] = model.removed;
    this.versions[row] = model.versions;
  }

  putAttention(id: string, attention: number): void {
    const row = this.#rows.get(id);
    if (row !== undefined) {
      this.attention[row] = attention;
    }
  }

  /** The rows of models that some cluster showed, with what it showed; most models are in none. */
  shown(): [row: number, seen: Seen[]][] {
    const refs = this.columns.model_ref;
    const shown: [number, Seen[]][] = [];
    for (let row = 0; row < refs.length; row += 1) {
      const clusters = this.#seen[refs[row]];
      if (clusters) {
        shown.push([row, [...clusters.values()]]);
      }
    }
    return shown;
  }

  isSeen(modelRef: string): boolean {
    const code = this.codes.model_ref.find(modelRef);
    return code !== undefined && this.#seen[code] !== undefined;
  }

  putSeen(modelRef: string, seen: Seen): void {
    const code = this.codes.model_ref.of(modelRef);
    const clusters = this.#seen[code] ?? new Map<string, Seen>();
    this.#seen[code] = clusters.set(seen.cluster, seen);
  }

  putWords(modelRef: string, words: ReadonlyMap<string, SaidWord[]>): void {
    const code = this.codes.model_ref.of(modelRef);
    for (const seen of this.#seen[code]?.values() ?? []) {
      seen.words = words.get(seen.cluster) ?? [];
    }
  }

  /** Forgets what a cluster showed. Answers with the references that it showed. */
  removeSeen(cluster: string): string[] {
    return this.#seen.flatMap((clusters, code) => {
      if (!clusters?.delete(cluster)) {
        return [];
      }
      if (clusters.size === 0) {
        this.#seen[code] = undefined;
      }
      return [this.codes.model_ref.text(code)];
    });
  }
}

function byColumn<T>(make: () => T): Record<CodedColumn, T> {
  return Object.fromEntries(
    CODED_COLUMNS.map(column => [column, make()]),
  ) as Record<CodedColumn, T>;
}
