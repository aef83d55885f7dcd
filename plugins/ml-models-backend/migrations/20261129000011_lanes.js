// @ts-check

/** Bytes decide the order: the queue walks along these texts. */
const bytewise = (table, knex, name) =>
  knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);

/**
 * Lanes of the queue, an order that the database gives, and the spool that holds an upload's bytes. What waits at the
 * time of the upgrade lies in the spool `unknown`, until the replica that has its bytes says so.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ingestion_order', table => {
    table.comment('One row: the number that the newest ingestion was given');
    table.integer('id').primary();
    table.bigInteger('last').notNullable();
  });
  await knex.schema.createTable('spools', table => {
    table.comment('Disks that hold uploads, and when a replica last had each');
    table.text('id').primary();
    bytewise(table, knex, 'seen_at').notNullable();
  });
  await knex.schema.alterTable('ingestions', table => {
    table
      .bigInteger('sequence')
      .notNullable()
      .defaultTo(0)
      .comment('Order in which they were queued; given by ingestion_order');
    bytewise(table, knex, 'lane')
      .notNullable()
      .defaultTo('disk|||')
      .comment('What its bytes need, and for whom: lanes take turns');
    bytewise(table, knex, 'not_before')
      .nullable()
      .comment('A queued row is not claimed before');
    table
      .text('deaths')
      .notNullable()
      .defaultTo('{}')
      .comment('JSON: how often a worker died, by the file it read');
  });
  await knex.schema.alterTable('staged_uploads', table => {
    bytewise(table, knex, 'spool').notNullable().defaultTo('unknown');
  });
  await knex.raw(
    `update ingestions set sequence = numbered.place from (
       select id, row_number() over (order by id) as place from ingestions
     ) as numbered where numbered.id = ingestions.id`,
  );
  await knex.raw(
    `update ingestions set lane = 'disk|' ||
       case when staging_id is null then '' else 'unknown' end
       || '||' || requested_by`,
  );
  await knex('ingestion_order').insert({
    id: 1,
    last: knex('ingestions').select(knex.raw('coalesce(max(sequence), 0)')),
  });
  await knex('spools').insert({
    id: 'unknown',
    seen_at: new Date().toISOString(),
  });
  await knex.schema.alterTable('ingestions', table => {
    table.dropIndex(['state', 'id']);
    table.dropIndex(['model_ref', 'id']);
    table.unique(['sequence'], { indexName: 'ingestions_sequence_unique' });
    table.index(['state', 'lane', 'sequence'], 'ingestions_lane_index');
    table.index(['state', 'sequence'], 'ingestions_state_index');
    table.index(['model_ref', 'sequence'], 'ingestions_model_index');
    table.index(['staging_id'], 'ingestions_staging_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('ingestions', table => {
    table.dropIndex(['staging_id'], 'ingestions_staging_index');
    table.dropIndex(['model_ref', 'sequence'], 'ingestions_model_index');
    table.dropIndex(['state', 'sequence'], 'ingestions_state_index');
    table.dropIndex(['state', 'lane', 'sequence'], 'ingestions_lane_index');
    table.dropUnique(['sequence'], 'ingestions_sequence_unique');
    table.index(['state', 'id']);
    table.index(['model_ref', 'id']);
  });
  await knex.schema.alterTable('staged_uploads', table => {
    table.dropColumn('spool');
  });
  await knex.schema.alterTable('ingestions', table => {
    table.dropColumn('deaths');
    table.dropColumn('not_before');
    table.dropColumn('lane');
    table.dropColumn('sequence');
  });
  await knex.schema.dropTable('spools');
  await knex.schema.dropTable('ingestion_order');
};
