import type { Knex } from 'knex';
import type { ModelState } from '../../domain/ModelState';
import type { ModelKey } from '../../domain/plan';
import { escapeText } from '../escapeText';
import { ModelRow, stateOf } from '../ModelRow';

/** Present state of the model that holds a reference, or held it last; or of an id. */
export async function loadState(
  knex: Knex,
  key: ModelKey,
): Promise<ModelState | undefined> {
  const id = 'id' in key ? key.id : await holderOf(knex, key.modelRef);
  if (id === undefined) {
    return undefined;
  }
  const row = await knex<ModelRow>('models').where({ id }).first('state');
  return row && stateOf(row);
}

/** Id of the model that holds a reference at a position; a renamed one holds its former ones until they are taken. */
export async function holderOf(
  knex: Knex,
  modelRef: string,
  position?: number,
): Promise<string | undefined> {
  const query = knex('model_refs')
    .where({ model_ref: escapeText(modelRef) })
    .orderBy('since', 'desc');
  if (position !== undefined) {
    query.where('since', '<=', position);
  }
  const row: { model_id: string } | undefined = await query.first('model_id');
  return row?.model_id;
}
