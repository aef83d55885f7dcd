import type { Knex } from 'knex';
import { escapeText } from '../../escapeText';
import type { IngestionAccess } from '../../IngestionStore';
import { whereAccess } from '../models/modelFilter';

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
        holder
          .select(holder.client.raw('1'))
          .from('model_refs as held')
          .join('models', 'models.id', 'held.model_id')
          .whereRaw(`held.model_ref = ${alias}.model_ref`)
          .whereNotExists(later => {
            later
              .select(later.client.raw('1'))
              .from('model_refs as later')
              .whereRaw('later.model_ref = held.model_ref')
              .whereRaw('later.since > held.since');
          });
        whereAccess(holder, models);
      });
  });
}
