// @ts-check

/** Text that sorts and compares by bytes on both engines. */
function bytewise(table, knex, name) {
  return knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);
}

const shadows = [
  ['models', ['id']],
  ['model_refs', ['model_ref', 'since']],
  ['model_digests', ['digest', 'model_id']],
  ['document_holders', ['digest', 'model_id']],
];

/**
 * What lists do not read leaves the row that they read. A rebuild writes the rows themselves, so its shadow tables
 * go.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('model_states', table => {
    table.comment('Projection: what each stream folds to');
    bytewise(table, knex, 'model_id').primary();
    table.text('state').notNullable().comment('JSON');
  });
  await knex.schema.createTable('model_search', table => {
    table.comment('Projection: lower-case text that a search looks at');
    bytewise(table, knex, 'model_id').primary();
    table.text('text').notNullable();
  });
  await knex.raw(
    'insert into model_states (model_id, state) select id, state from models',
  );
  await knex.raw(
    `insert into model_search (model_id, text) select id, search || coalesce(declared_words, '') from models`,
  );
  for (const column of ['state', 'search', 'declared_words']) {
    await knex.raw('alter table models drop column ??', [column]);
  }
  for (const [name] of shadows) {
    await knex.schema.dropTable(`${name}_next`);
  }
  await knex.schema.alterTable('document_holders', table => {
    table.index(['model_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('document_holders', table => {
    table.dropIndex(['model_id']);
  });
  await knex.schema.alterTable('models', table => {
    table.text('search').notNullable().defaultTo('');
    table.text('state').notNullable().defaultTo('');
    table.text('declared_words').nullable();
  });
  await knex.raw(
    `update models set
       state = (select state from model_states where model_id = models.id),
       search = (select text from model_search where model_id = models.id)`,
  );
  for (const [name, key] of shadows) {
    await knex.raw('create table ?? as select * from ?? where 1 = 0', [
      `${name}_next`,
      name,
    ]);
    await knex.schema.alterTable(`${name}_next`, table => {
      table.unique(key, { indexName: `${name}_next_key` });
    });
  }
  await knex.schema.dropTable('model_search');
  await knex.schema.dropTable('model_states');
};
