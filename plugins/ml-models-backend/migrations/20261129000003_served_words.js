// @ts-check

/** Bytes decide the order, as in the tables that these columns are joined with. */
const bytewise = (table, knex, name) =>
  knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('observations', table => {
    table
      .integer('complete')
      .notNullable()
      .defaultTo(1)
      .comment('0 when something could not be read: absence then says nothing');
  });
  await knex.schema.alterTable('observed_models', table => {
    table
      .text('facts')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON: what of the look is joined with the registry');
  });
  await knex.schema.createTable('observed_words', table => {
    table.comment(
      'What is said of the versions in service; written by each look and by each event of the model',
    );
    bytewise(table, knex, 'cluster').notNullable();
    bytewise(table, knex, 'model_ref').notNullable();
    table.text('word').notNullable();
    table.text('concern').notNullable();
    table.primary(['cluster', 'model_ref', 'word', 'concern']);
    table.index(['model_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('observed_words');
  await knex.schema.alterTable('observed_models', table => {
    table.dropColumn('facts');
  });
  await knex.schema.alterTable('observations', table => {
    table.dropColumn('complete');
  });
};
