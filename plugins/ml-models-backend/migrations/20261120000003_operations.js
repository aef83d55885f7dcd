// @ts-check

/** Text that sorts and compares by bytes on both engines. */
function bytewise(table, knex, name) {
  return knex.client.config.client === 'pg'
    ? table.specificType(name, 'text collate "C"')
    : table.text(name);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('ingestions', table => {
    table.comment('The queue; the row is its only truth');
    bytewise(table, knex, 'id').primary();
    bytewise(table, knex, 'model_ref').notNullable();
    table.text('state').notNullable();
    table
      .text('active_key')
      .nullable()
      .unique()
      .comment('Set while queued or running: one equal attempt at a time');
    table.text('trigger').notNullable();
    table.text('requested_by').notNullable();
    table.text('entity').notNullable();
    table.text('entity_digest').notNullable();
    table.text('staging_id').nullable();
    table.text('traceparent').nullable();
    table.text('version').nullable();
    table.text('progress').notNullable();
    table.text('problems').notNullable();
    table.text('checks').nullable();
    table.integer('attempts').notNullable();
    table.integer('token').notNullable().comment('Fencing token of the claim');
    table.text('claimed_by').nullable();
    table.text('heartbeat_at').nullable();
    table.integer('cancel_requested').notNullable();
    table.text('created_at').notNullable();
    table.text('updated_at').notNullable();
    table.text('finished_at').nullable();
    table.index(['state', 'id']);
    table.index(['model_ref', 'id']);
  });
  await knex.schema.createTable('ingestion_files', table => {
    table.comment('Files finished in an earlier attempt, by source identity');
    table.text('identity').primary();
    table.text('artifact').notNullable();
    table.text('created_at').notNullable();
  });
  await knex.schema.createTable('staged_uploads', table => {
    bytewise(table, knex, 'id').primary();
    table.text('model_ref').notNullable();
    table.text('version').notNullable();
    table.text('state').notNullable();
    table
      .text('open_key')
      .nullable()
      .unique()
      .comment('Set while open: one open set per reference and label');
    table.text('created_by').notNullable();
    table.text('created_at').notNullable();
    bytewise(table, knex, 'updated_at').notNullable();
    table.index(['state', 'updated_at']);
  });
  await knex.schema.createTable('staged_files', table => {
    table.text('staging_id').notNullable();
    bytewise(table, knex, 'path').notNullable();
    table.text('size').notNullable();
    table.text('digest').notNullable();
    table.text('spool_path').notNullable();
    table.primary(['staging_id', 'path']);
  });
  await knex.schema.createTable('observations', table => {
    table.comment('What each cluster showed last; overwritten by each look');
    bytewise(table, knex, 'cluster').primary();
    table.bigInteger('epoch').notNullable();
    table.text('observed_at').notNullable();
    table.text('document').notNullable();
  });
  await knex.schema.createTable('observed_models', table => {
    bytewise(table, knex, 'cluster').notNullable();
    bytewise(table, knex, 'model_ref').notNullable();
    table.integer('workloads').notNullable();
    table.text('mesh').nullable().comment('Worst verdict of all ports');
    table.integer('canary').notNullable();
    table.primary(['cluster', 'model_ref']);
    table.index(['model_ref']);
  });
  await knex.schema.createTable('publisher_cursors', table => {
    table.text('consumer').primary();
    table.bigInteger('position').notNullable();
    table.bigInteger('epoch').notNullable();
    table.text('lease_owner').nullable();
    table.text('lease_until').nullable();
  });
  await knex.schema.createTable('measurements', table => {
    table.comment('Raw samples of watched metrics, with a retention');
    bytewise(table, knex, 'id').primary();
    bytewise(table, knex, 'model_id').notNullable();
    table.text('manifest_digest').notNullable();
    table.text('metric').notNullable();
    table.double('value').notNullable();
    table.text('source').notNullable();
    bytewise(table, knex, 'measured_at').notNullable();
    table.index(['model_id', 'manifest_digest', 'metric', 'measured_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'measurements',
    'publisher_cursors',
    'observed_models',
    'observations',
    'staged_files',
    'staged_uploads',
    'ingestion_files',
    'ingestions',
  ]) {
    await knex.schema.dropTable(name);
  }
};
