import type { Knex } from 'knex';
import { escapeText } from '../../escapeText';
import type { IngestionAccess } from '../../IngestionStore';
import type { ModelAccess } from '../../ModelStore';
import { whereAccess } from '../models/modelFilter';

/** So many models, and so many ingestions of one's own, are gathered; of more, a walk back soon meets enough. */
const FEW_MODELS = 500;
const FEW_INGESTIONS = 5 * FEW_MODELS;

/**
 * Narrows a query on `ingestions`, named `alias`, to a caller's own and to those of models that the caller may read.
 * A model that never registered has no owner to decide by: its attempts are seen by who made them.
 */
export function whereVisible(
  query: Knex.QueryBuilder,
  alias: string,
  { models, caller }: IngestionAccess,
): Knex.QueryBuilder {
  return query.where(any => {
    any
      .where(`${alias}.requested_by`, escapeText(caller))
      .orWhereExists(holder => {
        readableRefs(holder, models).whereRaw('held.model_ref = ??.model_ref', [
          alias,
        ]);
      });
  });
}

/**
 * As `whereVisible` for `ingestions as newest`, for pages and counts. Of a caller who may read few of the models few
 * rows are met on the way back in time: theirs are gathered instead.
 */
export async function whereListed(
  knex: Knex,
  query: Knex.QueryBuilder,
  access: IngestionAccess,
): Promise<void> {
  const { models, caller } = access;
  const own = () =>
    knex('ingestions').where('requested_by', escapeText(caller));
  const readable = knex('models');
  whereAccess(readable, models);
  const areFew =
    (await isFewer(knex, readable.select('models.id'), FEW_MODELS)) &&
    (await isFewer(knex, own().select('sequence'), FEW_INGESTIONS));
  if (!areFew) {
    whereVisible(query, 'newest', access);
    return;
  }
  query.whereIn(
    'newest.sequence',
    own()
      .select('sequence')
      .unionAll(of => {
        of.select('sequence')
          .from('ingestions')
          .whereIn('model_ref', refs => readableRefs(refs, models));
      }),
  );
}

/** Whether a query finds at most so many rows; stops reading after one more. */
async function isFewer(
  knex: Knex,
  query: Knex.QueryBuilder,
  limit: number,
): Promise<boolean> {
  const row: { count: number | string } = await knex
    .from(query.limit(limit + 1).as('some'))
    .count({ count: '*' })
    .first();
  return Number(row.count) <= limit;
}

/** References, as `held.model_ref`, of models that may be read and that nobody has taken since. */
function readableRefs(
  query: Knex.QueryBuilder,
  models: ModelAccess,
): Knex.QueryBuilder {
  query
    .select('held.model_ref')
    .from('model_refs as held')
    .join('models', 'models.id', 'held.model_id')
    .whereNotExists(later => {
      later
        .select(later.client.raw('1'))
        .from('model_refs as later')
        .whereRaw('later.model_ref = held.model_ref')
        .whereRaw('later.since > held.since');
    });
  return whereAccess(query, models);
}
