// @ts-check

/** Text that sorts and compares by bytes on both engines. */
function bytewise(table, knex, name) {
  return knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);
}

/** A rebuild writes the tables that end in `_next` and then moves their rows over. */
const suffixes = ['', '_next'];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const suffix of suffixes) {
    await knex.schema.createTable(`models${suffix}`, table => {
      table.comment('Projection: one row per model');
      bytewise(table, knex, 'id').primary();
      bytewise(table, knex, 'model_ref').notNullable();
      bytewise(table, knex, 'namespace').notNullable();
      bytewise(table, knex, 'name').notNullable();
      table.text('title').nullable();
      bytewise(table, knex, 'owner').notNullable();
      bytewise(table, knex, 'system').nullable();
      table.text('lifecycle').nullable();
      table.text('stage').notNullable();
      table.text('format').notNullable();
      bytewise(table, knex, 'tier').notNullable();
      table.text('risk').notNullable();
      table.integer('risk_rank').notNullable();
      table.text('scan').notNullable();
      table.text('signature').notNullable();
      table.integer('attention').notNullable();
      table.integer('removed').notNullable();
      table.integer('versions').notNullable();
      bytewise(table, knex, 'updated_at').notNullable();
      table.bigInteger('position').notNullable();
      table.integer('sequence').notNullable();
      table.text('search').notNullable().comment('Lower-case words');
      table.text('state').notNullable().comment('JSON');
      if (suffix === '') {
        table.index(['removed', 'name', 'id']);
        table.index(['removed', 'updated_at', 'id']);
        table.index(['removed', 'risk_rank', 'id']);
        table.index(['removed', 'tier', 'id']);
        table.index(['removed', 'stage', 'name', 'id']);
        table.index(['removed', 'owner', 'name', 'id']);
        table.index(['removed', 'format', 'name', 'id']);
      }
    });
    await knex.schema.createTable(`model_refs${suffix}`, table => {
      table.comment('Projection: which model held a reference from when on');
      bytewise(table, knex, 'model_ref').notNullable();
      table.bigInteger('since').notNullable().comment('Global position');
      bytewise(table, knex, 'model_id').notNullable();
      table.primary(['model_ref', 'since']);
      if (suffix === '') {
        table.index(['model_id']);
      }
    });
    await knex.schema.createTable(`model_digests${suffix}`, table => {
      table.comment('Projection: models by the digest of their bytes');
      table.text('digest').notNullable();
      bytewise(table, knex, 'model_id').notNullable();
      table.primary(['digest', 'model_id']);
      if (suffix === '') {
        table.index(['model_id']);
      }
    });
    await knex.schema.createTable(`document_holders${suffix}`, table => {
      table.comment('Projection: models whose events carry a document');
      table.text('digest').notNullable();
      bytewise(table, knex, 'model_id').notNullable();
      table.primary(['digest', 'model_id']);
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const suffix of suffixes) {
    await knex.schema.dropTable(`document_holders${suffix}`);
    await knex.schema.dropTable(`model_digests${suffix}`);
    await knex.schema.dropTable(`model_refs${suffix}`);
    await knex.schema.dropTable(`models${suffix}`);
  }
};
