// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of ['models', 'models_next']) {
    await knex.schema.alterTable(name, table => {
      table
        .string('good_since', 64)
        .nullable()
        .comment('Oldest measurement within its threshold that risk rests on');
    });
  }
  await knex.schema.alterTable('registry_head', table => {
    table
      .integer('projection_version')
      .notNullable()
      .defaultTo(1)
      .comment('What the rows were projected by; another one projects anew');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('registry_head', table => {
    table.dropColumn('projection_version');
  });
  for (const name of ['models_next', 'models']) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('good_since');
    });
  }
};
