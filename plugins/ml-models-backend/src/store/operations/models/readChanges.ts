import type { Knex } from 'knex';
import { MAX_PAGE } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import type { Reached } from '../../ModelStore';
import { stateOf } from './loadState';

/** A page of the models that have changed since, by the position of their last event; all of them after a rebuild. */
export async function readChanges(
  knex: Knex,
  since: Reached | undefined,
): Promise<{ items: ModelState[]; reached: Reached; more: boolean }> {
  const { rebuilt }: { rebuilt: string | null } = await knex('registry_head')
    .where({ id: 1 })
    .first('rebuilt');
  const position = since?.rebuilt === rebuilt ? since.position : 0;
  const rows: { state: string; position: number | string }[] = await knex(
    'models',
  )
    .join('model_states', 'model_states.model_id', 'models.id')
    .where('models.position', '>', position)
    .orderBy('models.position')
    .limit(MAX_PAGE)
    .select('model_states.state', 'models.position');
  return {
    items: rows.map(stateOf),
    reached: { rebuilt, position: Number(rows.at(-1)?.position ?? position) },
    more: rows.length === MAX_PAGE,
  };
}
