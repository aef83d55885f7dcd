import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { isSqlite } from '../openDatabase';

const FOLDER = join(__dirname, '../__fixtures__/firstRelease');

/** What only the driver of SQLite has: knex sends one statement at a time. */
interface EmbeddedConnection {
  exec(sql: string): void;
}

/** Fills an empty database with what the first release left, see the README beside it. */
export async function loadFirstRelease(knex: Knex): Promise<void> {
  if (!isSqlite(knex)) {
    await knex.raw(await readFile(join(FOLDER, 'postgres.sql'), 'utf8'));
    return;
  }
  const sql = await readFile(join(FOLDER, 'sqlite.sql'), 'utf8');
  const connection: EmbeddedConnection = await knex.client.acquireConnection();
  try {
    connection.exec(sql);
  } finally {
    await knex.client.releaseConnection(connection);
  }
}
