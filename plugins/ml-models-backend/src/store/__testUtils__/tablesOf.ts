import type { Knex } from 'knex';
import { isSqlite } from '../openDatabase';

/** Names of the tables of a database, sorted, without those of the migrator and of the engine. */
export async function tablesOf(knex: Knex): Promise<string[]> {
  const names: string[] = isSqlite(knex)
    ? await knex('sqlite_master')
        .where({ type: 'table' })
        .whereNot('name', 'like', 'sqlite_%')
        .pluck('name')
    : await knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .pluck('table_name');
  return names.filter(name => !name.startsWith('knex_')).sort();
}

/** Who holds which lease, and when a spool was last heard of. */
const NO_CONTENT = ['registry_head', 'spools'];
/** How the word index lies on the disk, which tells in which steps it was filled. */
const INDEX_SEGMENTS = 'model_words_';

/** When a document's bytes were last given: by each attempt anew, and by the migration for those of before. */
const NO_CONTENT_COLUMN = 'stored_at';

/** table → its rows as text, in an order of their own. */
export async function contentsOf(
  knex: Knex,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of await tablesOf(knex)) {
    if (!NO_CONTENT.includes(table) && !table.startsWith(INDEX_SEGMENTS)) {
      const rows: Record<string, unknown>[] = await knex(table).select();
      found[table] = rows
        .map(({ [NO_CONTENT_COLUMN]: _, ...row }) => JSON.stringify(row))
        .sort();
    }
  }
  return found;
}
