// @ts-check

/**
 * The newest ingestion of each reference is a row of an index, not a search for a newer one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('ingestions', table => {
    table
      .integer('newest')
      .notNullable()
      .defaultTo(0)
      .comment('1: nothing was queued for this reference after it');
  });
  await knex.raw(
    `update ingestions set newest = 1 where sequence in (
       select max(sequence) from ingestions group by model_ref)`,
  );
  await knex.raw(
    'create index ingestions_newest_index on ingestions (sequence, state) where newest = 1',
  );
  await knex.raw(
    'create index ingestions_newest_state_index on ingestions (state, sequence) where newest = 1',
  );
  await knex.raw(
    'create index ingestions_newest_model_index on ingestions (model_ref) where newest = 1',
  );
  await knex.schema.alterTable('ingestions', table => {
    table.index(['requested_by', 'sequence'], 'ingestions_caller_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of ['caller', 'newest_model', 'newest_state', 'newest']) {
    await knex.raw('drop index ??', [`ingestions_${name}_index`]);
  }
  await knex.schema.alterTable('ingestions', table => {
    table.dropColumn('newest');
  });
};
