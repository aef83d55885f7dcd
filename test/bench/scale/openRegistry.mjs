import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import knexOf from 'knex';
import { createStores } from '../../../plugins/ml-models-backend/src/store/createStores';

const silent = { warn() {}, info() {}, debug() {}, error() {} };

/**
 * The registry's stores on the database of an address: `postgresql://…`, or the path of a SQLite file. `knex` is the
 * same database, for what the stores do not do.
 */
export async function openRegistry(address, options = {}) {
  const isPostgres = /^postgres(?:ql)?:/.test(address);
  const knex = knexOf(
    isPostgres
      ? { client: 'pg', connection: address, pool: { min: 1, max: 10 } }
      : {
          client: 'better-sqlite3',
          connection: { filename: address },
          useNullAsDefault: true,
          // as Backstage opens an embedded database: one connection
          pool: { min: 1, max: 1 },
        },
  );
  const stores = await createStores({
    database: knex,
    logger: { ...silent, child: () => silent },
    servingStaleAfterMs: 5 * 60_000,
    driftDemands: DEFAULT_GOVERNANCE_POLICY.drift.demands,
    ...options,
  });
  return { knex, stores };
}
