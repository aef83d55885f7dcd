// @ts-check

const isSqlite = (/** @type {any} */ knex) =>
  knex.client.config.client !== 'pg';

/** Text that sorts and compares by bytes on both engines. */
function bytewise(table, knex, name) {
  return isSqlite(knex)
    ? table.text(name)
    : table.specificType(name, 'text collate "C"');
}

/** A word index beside the text, which triggers keep equal to it, whoever writes the text. */
const wordIndex = [
  `create virtual table model_words using fts5(
     text, content = 'model_search', content_rowid = 'number', tokenize = 'trigram case_sensitive 1')`,
  `create trigger model_words_insert after insert on model_search begin
     insert into model_words (rowid, text) values (new.number, new.text);
   end`,
  `create trigger model_words_delete after delete on model_search begin
     insert into model_words (model_words, rowid, text) values ('delete', old.number, old.text);
   end`,
  `create trigger model_words_update after update of text on model_search when old.text <> new.text begin
     insert into model_words (model_words, rowid, text) values ('delete', old.number, old.text);
     insert into model_words (rowid, text) values (new.number, new.text);
   end`,
  `insert into model_words (model_words) values ('rebuild')`,
];

/**
 * What pages, counts and searches ask for is a range of an index.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('models', table => {
    table.index(['model_ref', 'removed']);
    table.index(['position']);
    table.index(['removed', 'owner', 'updated_at', 'id']);
    table.index(['removed', 'system', 'name', 'id']);
  });
  await knex.schema.alterTable('registry_head', table => {
    table
      .text('rebuilt')
      .nullable()
      .comment('Of the last rebuild: who keeps rows in memory reads them anew');
  });
  if (!isSqlite(knex)) {
    for (const name of ['model_digests', 'document_holders']) {
      await knex.raw(
        'alter table ?? alter column digest type text collate "C"',
        [name],
      );
    }
    return;
  }
  await knex.schema.renameTable('model_search', 'model_search_before');
  await knex.schema.createTable('model_search', table => {
    table.comment('Projection: lower-case text that a search looks at');
    table.increments('number').comment('Row of the word index');
    bytewise(table, knex, 'model_id').notNullable().unique();
    table.text('text').notNullable();
  });
  await knex.raw(
    'insert into model_search (model_id, text) select model_id, text from model_search_before order by model_id',
  );
  await knex.schema.dropTable('model_search_before');
  for (const statement of wordIndex) {
    await knex.raw(statement);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (isSqlite(knex)) {
    await knex.schema.renameTable('model_search', 'model_search_before');
    await knex.raw('drop table model_words');
    await knex.schema.createTable('model_search', table => {
      table.comment('Projection: lower-case text that a search looks at');
      bytewise(table, knex, 'model_id').primary();
      table.text('text').notNullable();
    });
    await knex.raw(
      'insert into model_search (model_id, text) select model_id, text from model_search_before',
    );
    await knex.schema.dropTable('model_search_before');
  } else {
    await knex.raw('drop index if exists model_search_words');
    for (const name of ['model_digests', 'document_holders']) {
      await knex.raw('alter table ?? alter column digest type text', [name]);
    }
  }
  await knex.schema.alterTable('registry_head', table => {
    table.dropColumn('rebuilt');
  });
  await knex.schema.alterTable('models', table => {
    table.dropIndex(['removed', 'system', 'name', 'id']);
    table.dropIndex(['removed', 'owner', 'updated_at', 'id']);
    table.dropIndex(['position']);
    table.dropIndex(['model_ref', 'removed']);
  });
};
