import type { Knex } from 'knex';
import { documentsOf } from '../../../domain/project';
import type { ModelChange } from '../../append/planBatch';
import { joinServed } from '../observations/joinServed';
import { saveWords } from '../observations/saveWords';
import { saveRows } from '../rows/saveRows';
import {
  ModelProjection,
  PROJECTED,
  PROJECTED_TABLES,
  projectModel,
} from './ModelProjection';
import { readDeclaredWords } from './readDeclaredWords';

/**
 * Writes the rows of all models that a transaction has touched, each model once, a statement for each table: the one
 * place where the rows of before and of after are known together.
 */
export async function saveProjections(
  trx: Knex.Transaction,
  changes: readonly ModelChange[],
): Promise<void> {
  const words = await readDeclaredWords(
    trx,
    changes.filter(isFoundAnew).map(({ state }) => state),
  );
  const states = changes.map(({ state }) => state);
  const joins = await joinServed(trx, states);
  const projections = changes.map(change =>
    projectChange(change, {
      declaredWords: words.get(change.state.id) ?? '',
      inService: joins.get(change.state.id)?.versions ?? [],
    }),
  );
  for (const table of PROJECTED_TABLES) {
    const rows: object[] = projections.flatMap(
      (projection): object[] => projection[table],
    );
    await saveRows(trx, table, PROJECTED[table].key, rows);
  }
  await saveWords(
    trx,
    states.filter(({ id }) => joins.has(id)),
    joins,
  );
}

/** The rows that a change may have changed. */
function projectChange(
  change: ModelChange,
  joined: Pick<
    Parameters<typeof projectModel>[1],
    'declaredWords' | 'inService'
  >,
): ModelProjection {
  const { state, events } = change;
  const since = events[0]?.position ?? state.position;
  const rows = projectModel(state, {
    documents: new Set(events.flatMap(documentsOf)),
    ...joined,
  });
  return {
    ...rows,
    model_search: isFoundAnew(change) ? rows.model_search : [],
    model_refs: rows.model_refs.filter(row => row.since >= since),
    model_digests: events.some(event => event.type === 'ModelVersioned')
      ? rows.model_digests
      : [],
  };
}

/** What a search finds it by has changed; what an erased document declared is found no more. */
function isFoundAnew({ before, state, events }: ModelChange): boolean {
  return (
    events.some(({ type }) => type === 'DocumentErased') ||
    state.declaration !== before?.declaration ||
    state.modelRef !== before?.modelRef ||
    state.owner !== before.owner
  );
}
