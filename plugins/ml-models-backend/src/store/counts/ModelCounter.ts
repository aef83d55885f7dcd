import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { COUNT_PAGE } from '../../domain/limits';
import type { ModelQuery } from '../ModelStore';
import { findIds } from '../operations/models/modelFilter';
import type {
  ObservationRow,
  ObservedModelRow,
  ObservedWordRow,
} from '../operations/observations/ObservationRow';
import type { ModelCounts } from './countModels';
import { CODED_COLUMNS, CountedRow, ModelColumns, Seen } from './ModelColumns';
import { PresentCounts } from './PresentCounts';

/** What the columns were last brought up to. */
interface Reached {
  columns: ModelColumns;
  counts: PresentCounts;
  position: number;
  /** of the last rebuild, which replaces rows without an event */
  rebuilt: string | null;
  /** epoch of the last look, by cluster */
  epochs: Map<string, string>;
}

/**
 * Counts models in this process's memory. Each question first reads what has changed in the database since the last
 * one, so an answer is never older than the question, whoever wrote: models by the position of their last event, which
 * becomes visible in order; clusters by the epoch of their last look; all of it after a rebuild.
 */
export class ModelCounter {
  #reached: Reached = nothing(null);
  #reading: Promise<unknown> = Promise.resolve();
  /** begins when the one before has ended, so it sees what was committed before it was asked for */
  #next: Promise<PresentCounts> | undefined;

  constructor(private readonly knex: Knex) {}

  async count(query: ModelQuery): Promise<ModelCounts> {
    const counts = await this.#present();
    return counts.of(query, await findIds(this.knex, query));
  }

  #present(): Promise<PresentCounts> {
    if (!this.#next) {
      const next = this.#reading.then(() => {
        this.#next = undefined;
        return this.#catchUp();
      });
      this.#next = next;
      this.#reading = next.catch(() => {});
    }
    return this.#next;
  }

  async #catchUp(): Promise<PresentCounts> {
    const { knex } = this;
    const head: { position: number | string; rebuilt: string | null } =
      await knex('registry_head').where({ id: 1 }).first('position', 'rebuilt');
    const looks = await knex<ObservationRow>('observations').select(
      'cluster',
      'epoch',
      'observed_at',
      'complete',
    );
    const reached =
      head.rebuilt === this.#reached.rebuilt
        ? this.#reached
        : nothing(head.rebuilt);
    if (Number(head.position) > reached.position) {
      await readModels(knex, reached);
      reached.position = Math.max(reached.position, Number(head.position));
    }
    await readLooks(knex, reached, looks);
    this.#reached = reached;
    return reached.counts;
  }
}

function nothing(rebuilt: string | null): Reached {
  const columns = new ModelColumns();
  return {
    columns,
    counts: new PresentCounts(columns),
    position: 0,
    rebuilt,
    epochs: new Map(),
  };
}

async function readModels(knex: Knex, reached: Reached): Promise<void> {
  for (;;) {
    const rows: (CountedRow & { position: number | string })[] = await knex(
      'models',
    )
      .where('position', '>', reached.position)
      .orderBy('position')
      .limit(COUNT_PAGE)
      .select(
        ...CODED_COLUMNS,
        ...(['id', 'good_since', 'attention', 'removed'] as const),
        ...(['versions', 'position'] as const),
      );
    rows.forEach(row => reached.columns.put(row));
    reached.counts.forget();
    // an event of a model says anew what runs of it
    await readWords(
      knex,
      reached,
      rows.map(row => row.model_ref),
    );
    reached.position = Number(rows.at(-1)?.position ?? reached.position);
    if (rows.length < COUNT_PAGE) {
      return;
    }
    await setImmediate();
  }
}

type LookRow = Pick<
  ObservationRow,
  'cluster' | 'epoch' | 'observed_at' | 'complete'
>;

async function readLooks(
  knex: Knex,
  reached: Reached,
  looks: readonly LookRow[],
): Promise<void> {
  const { columns, counts, epochs } = reached;
  const present = new Set(looks.map(({ cluster }) => cluster));
  for (const cluster of epochs.keys()) {
    if (!present.has(cluster)) {
      columns.removeSeen(cluster);
      counts.forget();
      columns.looks.delete(cluster);
      epochs.delete(cluster);
    }
  }
  for (const { cluster, epoch, observed_at, complete } of looks) {
    const is = `${epoch} ${observed_at}`;
    if (epochs.get(cluster) !== is) {
      await readSeen(knex, reached, cluster);
      columns.looks.set(cluster, {
        observedAt: observed_at,
        complete: complete === 1,
      });
      epochs.set(cluster, is);
      counts.forget();
    }
  }
}

/** What a cluster shows now, and whether the models that it shows, or showed before, ask for a person. */
async function readSeen(
  knex: Knex,
  reached: Reached,
  cluster: string,
): Promise<void> {
  const { columns } = reached;
  const rows = await knex<ObservedModelRow>('observed_models')
    .where({ cluster })
    .select('model_ref', 'workloads', 'mesh', 'canary', 'concern');
  const before = columns.removeSeen(cluster);
  for (const { model_ref, workloads, mesh, canary, concern } of rows) {
    const seen: Seen = {
      cluster,
      workloads,
      mesh,
      isCanary: canary === 1,
      concerns: concern !== 'none',
      words: [],
    };
    columns.putSeen(model_ref, seen);
  }
  const refs = [...new Set([...before, ...rows.map(row => row.model_ref)])];
  for (let start = 0; start < refs.length; start += COUNT_PAGE) {
    const batch = refs.slice(start, start + COUNT_PAGE);
    await readWords(knex, reached, batch);
    const asking: Pick<CountedRow, 'id' | 'attention'>[] = await knex('models')
      .whereIn('model_ref', batch)
      .select('id', 'attention');
    asking.forEach(({ id, attention }) => columns.putAttention(id, attention));
  }
}

async function readWords(
  knex: Knex,
  { columns }: Reached,
  modelRefs: readonly string[],
): Promise<void> {
  const refs = modelRefs.filter(ref => columns.isSeen(ref));
  if (refs.length === 0) {
    return;
  }
  const rows = await knex<ObservedWordRow>('observed_words')
    .whereIn('model_ref', refs)
    .select('cluster', 'model_ref', 'word', 'concern');
  const byRef = Map.groupBy(rows, row => row.model_ref);
  for (const ref of refs) {
    const words = Map.groupBy(byRef.get(ref) ?? [], row => row.cluster);
    columns.putWords(
      ref,
      new Map(
        [...words].map(([cluster, said]) => [
          cluster,
          said.map(({ word, concern }) => ({
            word,
            concerns: concern !== 'none',
          })),
        ]),
      ),
    );
  }
}
