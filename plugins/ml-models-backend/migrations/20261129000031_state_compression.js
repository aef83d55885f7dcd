// @ts-check

/**
 * A state is written anew with each event of its model, and PostgreSQL's own compression takes longer over it than all
 * the rest of an append. States that stand there stay as they are until they are written anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // a server may have been built without it
  if ((await compressions(knex)).includes('lz4')) {
    await knex.raw(
      'alter table model_states alter column state set compression lz4',
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if ((await compressions(knex)).length > 0) {
    await knex.raw(
      'alter table model_states alter column state set compression default',
    );
  }
};

/** Those that a column can have; none on SQLite, and on PostgreSQL before 14. */
async function compressions(knex) {
  if (knex.client.config.client !== 'pg') {
    return [];
  }
  const setting = await knex('pg_settings')
    .where({ name: 'default_toast_compression' })
    .first('enumvals');
  return setting?.enumvals ?? [];
}
