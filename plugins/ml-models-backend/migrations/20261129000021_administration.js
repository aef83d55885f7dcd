// @ts-check

/** Text that sorts and compares by bytes on both engines. */
function bytewise(table, knex, name) {
  return knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // a constant default is no rewrite of the rows that are there
  await knex.schema.alterTable('documents', table => {
    table
      .text('stored_at')
      .notNullable()
      .defaultTo(new Date().toISOString())
      .comment('When its bytes were last given; an orphan goes by its age');
    table
      .bigInteger('erased_position')
      .nullable()
      .comment('Event that erased it; its bytes are empty then');
  });
  await knex.schema.createTable('admin_jobs', table => {
    table.comment('What an administrator or the schedule had done');
    bytewise(table, knex, 'id').primary();
    table.text('kind').notNullable();
    table.text('state').notNullable();
    table
      .text('active_key')
      .nullable()
      .unique()
      .comment('Set while running: one job at a time');
    table.text('requested_by').notNullable();
    bytewise(table, knex, 'started_at').notNullable();
    bytewise(table, knex, 'lease_until').notNullable();
    table.text('ended_at').nullable();
    table.text('result').nullable().comment('JSON');
    table.text('error').nullable().comment('JSON: code, message');
    table.index(['kind', 'id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('admin_jobs');
  await knex.schema.alterTable('documents', table => {
    table.dropColumn('erased_position');
    table.dropColumn('stored_at');
  });
};
