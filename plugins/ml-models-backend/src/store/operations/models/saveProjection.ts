import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import { digestsOf, documentsOf } from '../../../domain/project';
import { escapeText } from '../../escapeText';
import { modelRow } from '../../ModelRow';
import { saveServed } from '../observations/saveServed';
import { readDeclaredWords } from './readDeclaredWords';

/** Upserts the rows of one touched model, in the transaction of its events. */
export async function saveProjection(
  trx: Knex.Transaction,
  state: ModelState,
  events: ModelEvent[],
): Promise<void> {
  const declares = events.some(event => event.type === 'DeclarationChanged');
  const words = declares ? await readDeclaredWords(trx, [state]) : undefined;
  await trx('models')
    .insert({
      ...modelRow(state),
      ...(words && { declared_words: words.get(state.id) }),
    })
    .onConflict('id')
    .merge();
  await saveServed(trx, state);
  const model_id = state.id;
  const first = events[0]?.position ?? state.position;
  await insertNew(
    trx,
    'model_refs',
    ['model_ref', 'since'],
    refRows(state).filter(({ since }) => since >= first),
  );
  if (events.some(event => event.type === 'ModelVersioned')) {
    await insertNew(
      trx,
      'model_digests',
      ['digest', 'model_id'],
      digestsOf(state).map(digest => ({
        digest: escapeText(digest),
        model_id,
      })),
    );
  }
  const documents = new Set(events.flatMap(documentsOf));
  await insertNew(
    trx,
    'document_holders',
    ['digest', 'model_id'],
    [...documents].map(digest => ({ digest: escapeText(digest), model_id })),
  );
}

export function refRows(
  state: ModelState,
): { model_ref: string; since: number; model_id: string }[] {
  return state.refs.map(({ modelRef, since }) => ({
    model_ref: escapeText(modelRef),
    since,
    model_id: state.id,
  }));
}

async function insertNew(
  trx: Knex.Transaction,
  table: string,
  key: string[],
  rows: Record<string, string | number>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await trx(table)
      .insert(rows.slice(start, start + INSERT_BATCH))
      .onConflict(key)
      .ignore();
  }
}
