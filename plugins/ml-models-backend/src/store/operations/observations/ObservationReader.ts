import type { Knex } from 'knex';
import type { ClusterObservation } from '../../ObservationStore';
import { observationOf, ObservationRow } from './ObservationRow';

/**
 * Reads what each cluster showed last. A look is a document of megabytes that many pages ask for: each is read and
 * parsed once, until there is a newer one.
 */
export class ObservationReader {
  #read = new Map<string, { look: string; observation: ClusterObservation }>();

  constructor(private readonly knex: Knex) {}

  /** Each by cluster, in order; the same object as long as it is the same look. */
  async all(): Promise<readonly ClusterObservation[]> {
    const present = await this.#rows().select(
      'cluster',
      'epoch',
      'observed_at',
    );
    const before = this.#read;
    const isSame = (row: Pick<ObservationRow, 'cluster' | 'epoch'>) =>
      before.get(row.cluster)?.look === lookOf(row);
    const changed = present.filter(row => !isSame(row));
    const read = new Map(
      present.flatMap(row => {
        const known = before.get(row.cluster);
        return known && isSame(row) ? [[row.cluster, known]] : [];
      }),
    );
    if (changed.length > 0) {
      const rows = await this.#rows()
        .whereIn(
          'cluster',
          changed.map(({ cluster }) => cluster),
        )
        .select('*');
      for (const row of rows) {
        read.set(row.cluster, {
          look: lookOf(row),
          observation: observationOf(row),
        });
      }
    }
    this.#read = read;
    return present.flatMap(
      ({ cluster }) => read.get(cluster)?.observation ?? [],
    );
  }

  /** What this process has written is read anew, even if it claims to be the same look. */
  forget(cluster: string): void {
    this.#read.delete(cluster);
  }

  #rows() {
    return this.knex<ObservationRow>('observations').orderBy('cluster');
  }
}

function lookOf({ epoch }: Pick<ObservationRow, 'epoch'>): string {
  return String(epoch);
}
