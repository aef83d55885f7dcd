// @ts-check

const { createHash } = require('node:crypto');

/** RFC 8785 of a list of texts is what `JSON.stringify` writes. */
function keyOf(/** @type {string[]} */ parts) {
  const hash = createHash('sha256').update(JSON.stringify(parts), 'utf8');
  return `sha256:${hash.digest('hex')}`;
}

/** An open set belongs to the caller who opened it, and to nobody else. */
exports.up = async function up(knex) {
  const open = await knex('staged_uploads').where({ state: 'open' });
  for (const row of open) {
    await knex('staged_uploads')
      .where({ id: row.id })
      .update({
        open_key: keyOf([row.model_ref, row.version, row.created_by]),
      });
  }
  await knex.schema.alterTable('staged_uploads', table => {
    table.index(['created_by', 'state'], 'staged_uploads_caller_index');
  });
};

/** One open set per reference and label again: the oldest stays, the others are left to the purge of idle sets. */
exports.down = async function down(knex) {
  await knex.schema.alterTable('staged_uploads', table => {
    table.dropIndex(['created_by', 'state'], 'staged_uploads_caller_index');
  });
  const open = await knex('staged_uploads')
    .where({ state: 'open' })
    .orderBy('id');
  const taken = new Set();
  for (const row of open) {
    const key = keyOf([row.model_ref, row.version]);
    await knex('staged_uploads')
      .where({ id: row.id })
      .update(
        taken.has(key)
          ? { state: 'closed', open_key: null, version: '' }
          : { open_key: key },
      );
    taken.add(key);
  }
};
