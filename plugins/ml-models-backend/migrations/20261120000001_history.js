// @ts-check

/** Text that sorts and compares by bytes on both engines. */
function bytewise(table, knex, name) {
  return knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('events', table => {
    table.comment('The only history: never updated, never deleted');
    table
      .bigInteger('position')
      .primary()
      .comment('Gapless from 1, in commit order over the whole registry');
    bytewise(table, knex, 'id').notNullable().unique();
    bytewise(table, knex, 'stream_id').notNullable();
    table.integer('sequence').notNullable().comment('Gapless from 1');
    table.text('type').notNullable();
    table.integer('schema_version').notNullable();
    table.text('actor').notNullable();
    bytewise(table, knex, 'recorded_at').notNullable();
    table
      .text('payload')
      .notNullable()
      .comment('RFC 8785 JSON of the whole event; what is hashed');
    table.text('previous_hash').notNullable();
    table.text('hash').notNullable();
    table.unique(['stream_id', 'sequence']);
    table.index(['recorded_at', 'position']);
  });
  await knex.schema.createTable('registry_head', table => {
    table.comment('One row; whoever appends locks it first');
    table.integer('id').primary();
    table.bigInteger('position').notNullable();
    table.text('head_hash').notNullable();
    table.text('recorded_at').notNullable().comment('Of the last event');
    table
      .bigInteger('projected_position')
      .notNullable()
      .comment('What the projections have folded');
    table.text('rebuild_lease').nullable();
    table.text('rebuild_until').nullable();
  });
  await knex('registry_head').insert({
    id: 1,
    position: 0,
    head_hash: `sha256:${'0'.repeat(64)}`,
    recorded_at: '1970-01-01T00:00:00.000Z',
    projected_position: 0,
  });
  await knex.schema.createTable('documents', table => {
    table.comment('Immutable bytes beside the events');
    table.text('digest').primary().comment('sha256: of the bytes');
    table.text('media_type').notNullable();
    table.bigInteger('size').notNullable();
    table.binary('bytes').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('documents');
  await knex.schema.dropTable('registry_head');
  await knex.schema.dropTable('events');
};
