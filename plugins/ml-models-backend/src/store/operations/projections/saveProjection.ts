import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import { documentsOf } from '../../../domain/project';
import { saveServed } from '../observations/saveServed';
import {
  ModelProjection,
  PROJECTED,
  ProjectedTable,
  projectModel,
} from './ModelProjection';
import { readDeclaredWords } from './readDeclaredWords';

/** Upserts the rows of one touched model, in the transaction of its events. */
export async function saveProjection(
  trx: Knex.Transaction,
  before: ModelState | undefined,
  state: ModelState,
  events: readonly ModelEvent[],
): Promise<void> {
  const isDeclared = state.declaration !== before?.declaration;
  const isNamed =
    state.modelRef !== before?.modelRef || state.owner !== before.owner;
  const isFound = isDeclared || isNamed;
  const words = isFound ? await readDeclaredWords(trx, [state]) : undefined;
  const rows = projectModel(state, {
    documents: new Set(events.flatMap(documentsOf)),
    declaredWords: words?.get(state.id) ?? '',
  });
  await upsert(trx, 'models', rows.models);
  await upsert(trx, 'model_states', rows.model_states);
  if (isFound) {
    await upsert(trx, 'model_search', rows.model_search);
  }
  await saveServed(trx, state);
  const first = events[0]?.position ?? state.position;
  await insertNew(
    trx,
    'model_refs',
    rows.model_refs.filter(({ since }) => since >= first),
  );
  if (events.some(event => event.type === 'ModelVersioned')) {
    await insertNew(trx, 'model_digests', rows.model_digests);
  }
  await insertNew(trx, 'document_holders', rows.document_holders);
}

async function upsert<T extends ProjectedTable>(
  trx: Knex.Transaction,
  table: T,
  rows: ModelProjection[T],
): Promise<void> {
  await trx(table)
    .insert(rows)
    .onConflict([...PROJECTED[table].key])
    .merge();
}

async function insertNew<T extends ProjectedTable>(
  trx: Knex.Transaction,
  table: T,
  rows: ModelProjection[T],
): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await trx(table)
      .insert(rows.slice(start, start + INSERT_BATCH))
      .onConflict([...PROJECTED[table].key])
      .ignore();
  }
}
