import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isSqlite } from '../../openDatabase';
import { lockHead } from '../events/lockHead';
import { patternOf } from './searchWords';

/** Signs of a word that the index can find; a trigram is three of them. */
const INDEXED_SIGNS = 3;
const POSTGRES_INDEX = 'model_search_words';

/** Narrows a query on `model_search` to texts that hold each of these words somewhere; their wildcards are text. */
export function whereHolds(
  query: Knex.QueryBuilder,
  words: readonly string[],
): void {
  const scanned = isSqlite(query)
    ? whereIndexed(query, words)
    : // `pg_trgm` answers `like` itself, and reads what it has no trigram for
      words;
  for (const word of scanned) {
    query.whereRaw(`model_search.text like ? escape '!'`, [patternOf(word)]);
  }
}

/** FTS5 with trigrams takes a phrase for a part of the text. Answers with the words that are too short for it. */
function whereIndexed(
  query: Knex.QueryBuilder,
  words: readonly string[],
): string[] {
  const isIndexed = (word: string) => [...word].length >= INDEXED_SIGNS;
  const phrases = words
    .filter(isIndexed)
    .map(word => `"${word.replaceAll('"', '""')}"`);
  if (phrases.length > 0) {
    query.whereRaw(
      'model_search.number in (select rowid from model_words where model_words match ?)',
      [phrases.join(' AND ')],
    );
  }
  return words.filter(word => !isIndexed(word));
}

/**
 * Makes PostgreSQL's index, whose extension an administrator may have to create; without it a search reads every text
 * and finds the same. On SQLite the migration makes it.
 */
export async function createWordIndex(
  knex: Knex,
  logger: LoggerService,
): Promise<void> {
  if (isSqlite(knex) || (await hasIndex(knex))) {
    return;
  }
  try {
    await knex.transaction(async trx => {
      // of several replicas that start together one makes it
      await lockHead(trx);
      if (!(await hasIndex(trx))) {
        await trx.raw('create extension if not exists pg_trgm');
        await trx.raw('create index ?? on model_search using gin (text ??)', [
          POSTGRES_INDEX,
          `${await schemaOfTrigrams(trx)}.gin_trgm_ops`,
        ]);
      }
    });
  } catch (error) {
    logger.warn(
      'The extension pg_trgm cannot be used: each search reads the text of every model. Let an administrator of the database run "create extension pg_trgm", then start again',
      { error: String(error) },
    );
  }
}

/**
 * Whether the index holds the words of `model_search` and no others. PostgreSQL keeps its index itself, and cannot be
 * asked that without an extension.
 */
export async function verifyWordIndex(
  knex: Knex,
): Promise<'whole' | 'altered' | 'not checked'> {
  if (!isSqlite(knex)) {
    return 'not checked';
  }
  try {
    // rank 1 compares with the texts too, not only the index with itself
    await knex.raw(
      `insert into model_words (model_words, rank) values ('integrity-check', 1)`,
    );
    return 'whole';
  } catch (error) {
    if (isCorrupt(error)) {
      return 'altered';
    }
    throw error;
  }
}

/** Makes SQLite's index anew from the texts; PostgreSQL's follows its table by itself. */
export async function rebuildWordIndex(trx: Knex.Transaction): Promise<void> {
  if (isSqlite(trx)) {
    await trx.raw(`insert into model_words (model_words) values ('rebuild')`);
  }
}

function isCorrupt(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    String(error.code).startsWith('SQLITE_CORRUPT')
  );
}

async function hasIndex(knex: Knex): Promise<boolean> {
  const row = await knex('pg_indexes')
    .where({ indexname: POSTGRES_INDEX })
    .whereRaw('schemaname = any (current_schemas(false))')
    .first('indexname');
  return row !== undefined;
}

/** The extension may stand in another schema than the tables. */
async function schemaOfTrigrams(knex: Knex): Promise<string> {
  const row: { nspname: string } = await knex('pg_extension')
    .join('pg_namespace', 'pg_namespace.oid', 'pg_extension.extnamespace')
    .where({ extname: 'pg_trgm' })
    .first('pg_namespace.nspname');
  return row.nspname;
}
