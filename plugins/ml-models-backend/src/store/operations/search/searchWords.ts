import type { Knex } from 'knex';
import { MAX_TEXT_WORDS } from '../../../domain/limits';
import { foldCase } from '../../escapeText';

/** The words of a search, bounded. */
export function wordsOf(text: string | undefined): string[] {
  return foldCase(text ?? '')
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, MAX_TEXT_WORDS);
}

/** Rows of which one of the columns holds the word; its wildcards are text. */
export function whereWord(
  query: Knex.QueryBuilder,
  word: string,
  columns: readonly string[],
): void {
  for (const column of columns) {
    query.orWhereRaw(`?? like ? escape '!'`, [column, patternOf(word)]);
  }
}

/** What `like ? escape '!'` finds the word by, anywhere in a text. */
export function patternOf(word: string): string {
  return `%${word.replace(/[!%_]/g, '!$&')}%`;
}
