// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('observed_models', table => {
    table
      .text('concern')
      .notNullable()
      .defaultTo('none')
      .comment('Whether what was seen asks for a person; written by each look');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('observed_models', table => {
    table.dropColumn('concern');
  });
};
