import type { Knex } from 'knex';
import type { ModelState } from '../../../domain/ModelState';
import type { ModelKey } from '../../../domain/plan';
import { escapeText } from '../../escapeText';
import { ModelRow, stateOf } from '../../ModelRow';

/** Present state of the model that holds a reference, or held it last; or of an id. */
export async function loadState(
  knex: Knex,
  key: ModelKey,
): Promise<ModelState | undefined> {
  const query = knex<ModelRow>('models');
  if ('id' in key) {
    query.where({ id: key.id });
  } else {
    query.where('id', '=', holder(knex, key.modelRef));
  }
  const row = await query.first('state');
  return row && stateOf(row);
}

/** Id of the model that holds a reference at a position; a renamed one holds its former ones until they are taken. */
export async function holderOf(
  knex: Knex,
  modelRef: string,
  position: number,
): Promise<string | undefined> {
  const [row]: { model_id: string }[] = await holder(knex, modelRef).where(
    'since',
    '<=',
    position,
  );
  return row?.model_id;
}

function holder(knex: Knex, modelRef: string) {
  return knex('model_refs')
    .where({ model_ref: escapeText(modelRef) })
    .orderBy('since', 'desc')
    .limit(1)
    .select('model_id');
}
