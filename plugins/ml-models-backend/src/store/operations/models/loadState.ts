import type { Knex } from 'knex';
import type { ModelState } from '../../../domain/ModelState';
import type { ModelKey } from '../../../domain/plan';
import { escapeText } from '../../escapeText';

/** Present state of the model that holds a reference, or held it last; or of an id. */
export async function loadState(
  knex: Knex,
  key: ModelKey,
): Promise<ModelState | undefined> {
  const query = knex<StateRow>('model_states');
  if ('id' in key) {
    query.where({ model_id: key.id });
  } else {
    query.where('model_id', '=', holder(knex, key.modelRef));
  }
  const row = await query.first('state');
  return row && stateOf(row);
}

/** Present states of all models that some keys name, each once. */
export async function loadSubjects(
  knex: Knex,
  keys: readonly ModelKey[],
): Promise<ModelState[]> {
  const ids = keys.flatMap(key => ('id' in key ? key.id : []));
  const refs = keys.flatMap(key =>
    'id' in key ? [] : escapeText(key.modelRef),
  );
  const named = knex('model_refs as held')
    .whereIn('model_ref', refs)
    .whereNotExists(
      knex('model_refs as later')
        .whereRaw('later.model_ref = held.model_ref')
        .whereRaw('later.since > held.since')
        .select(knex.raw('1')),
    )
    .select('model_id');
  if (ids.length > 0) {
    named.unionAll(knex('models').whereIn('id', ids).select('id'));
  }
  const rows = await knex<StateRow>('model_states')
    .whereIn('model_id', named)
    .select('state');
  return rows.map(stateOf);
}

/** Present states of the models that have these references now, as they stand in columns. */
export async function loadStates(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<ModelState[]> {
  const rows: StateRow[] = await knex('model_states')
    .join('models', 'models.id', 'model_states.model_id')
    .whereIn('models.model_ref', [...modelRefs])
    .select('model_states.state');
  return rows.map(stateOf);
}

/** Present states by id. */
export async function loadStatesById(
  knex: Knex,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ModelState>> {
  const rows = await knex<StateRow>('model_states')
    .whereIn('model_id', [...ids])
    .select('model_id', 'state');
  return new Map(rows.map(row => [row.model_id, stateOf(row)]));
}

interface StateRow {
  model_id: string;
  /** JSON */
  state: string;
}

export function stateOf(row: Pick<StateRow, 'state'>): ModelState {
  return JSON.parse(row.state);
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
