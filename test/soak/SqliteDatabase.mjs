// The embedded database of one process, looked into from outside.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

export class SqliteDatabase {
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'ml-models.sqlite');
    /** of `backend.database` */
    this.config = {
      client: 'better-sqlite3',
      connection: { directory: folder },
    };
    /** of the registry's own knex */
    this.knex = {
      client: 'better-sqlite3',
      connection: { filename: this.file },
      useNullAsDefault: true,
    };
  }

  /** Rows of the registry's database; `?` for parameters. */
  async query(sql, parameters = []) {
    if (!existsSync(this.file)) return [];
    const Database = require('better-sqlite3');
    const database = new Database(this.file, { readonly: true });
    try {
      return database.prepare(sql).all(...parameters);
    } finally {
      database.close();
    }
  }

  /** Its log keeps the room that it once took, and would write there on a full disk. */
  shrinkLog() {
    const Database = require('better-sqlite3');
    const database = new Database(this.file);
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  }

  async close() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
