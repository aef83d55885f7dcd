// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of ['models', 'models_next']) {
    await knex.schema.alterTable(name, table => {
      table
        .text('declared_words')
        .nullable()
        .comment('Words of entity and card; null until they were read');
    });
  }
  await knex.schema.alterTable('ingestions', table => {
    table
      .text('declared_words')
      .nullable()
      .comment('Words of the entity; null until they were read');
    table.text('owner').nullable();
    table.text('system').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('ingestions', table => {
    table.dropColumn('system');
    table.dropColumn('owner');
    table.dropColumn('declared_words');
  });
  for (const name of ['models_next', 'models']) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('declared_words');
    });
  }
};
