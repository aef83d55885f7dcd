import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { MAX_PAGE } from '../../../domain/limits';
import { decodeCursor, encodeCursor } from '../../cursor';
import { escapeText } from '../../escapeText';
import {
  IngestionRow,
  ingestionOf,
  ListedIngestionRow,
} from '../../IngestionRow';
import { whereWord, wordsOf } from '../search/searchWords';
import type { IngestionAccess, IngestionStore } from '../../IngestionStore';
import type { ModelAccess } from '../../ModelStore';
import { whereAccess } from '../models/modelFilter';
import { whereVisible } from './whereVisible';

/** Newest first. Throws `INVALID_CURSOR`. */
export async function listIngestions(
  knex: Knex,
  query: Parameters<IngestionStore['list']>[0],
  page: { limit: number; cursor?: string },
): Promise<{ items: Wire['Ingestion'][]; nextCursor: string | null }> {
  const limit = Math.min(Math.max(page.limit, 1), MAX_PAGE);
  const rows = knex<IngestionRow>('ingestions as newest')
    .orderBy('newest.sequence', 'desc')
    .limit(limit + 1);
  if (query.modelRef !== undefined) {
    rows.where('newest.model_ref', escapeText(query.modelRef));
  }
  if (query.ofOwner) {
    // problems are JSON: a quote inside a message is escaped there
    rows.where('newest.problems', 'not like', '%"code":"NOT_THE_OWNER"%');
  }
  if (query.access) {
    whereVisible(rows, 'newest', query.access);
  }
  if (query.state !== undefined) {
    rows.where('newest.state', escapeText(query.state));
  }
  for (const column of ['owner', 'system'] as const) {
    const values = query[column];
    if (values?.length) {
      rows.whereIn(`newest.${column}`, values.map(escapeText));
    }
  }
  for (const word of wordsOf(query.text)) {
    rows.where(any =>
      whereWord(any, word, ['newest.model_ref', 'newest.declared_words']),
    );
  }
  if (query.latest) {
    rows.whereNotExists(newer(knex, query.access));
  }
  if (page.cursor !== undefined) {
    const [sequence] = decodeCursor<[number]>(page.cursor, ['number']);
    rows.where('newest.sequence', '<', sequence);
  }
  const found: ListedIngestionRow[] = await rows.select(
    'newest.*',
    registeredModels(knex, 'newest', query.access?.models),
  );
  const items = found.slice(0, limit);
  return {
    items: items.map(ingestionOf),
    nextCursor:
      found.length > limit
        ? encodeCursor([Number(items[items.length - 1].sequence)])
        : null,
  };
}

/** The entity digest of the newest ingestion of each reference. */
export async function knownRefs(
  knex: Knex,
): Promise<{ modelRef: string; entityDigest: string }[]> {
  const rows: { model_ref: string; entity_digest: string }[] = await knex(
    'ingestions as newest',
  )
    .whereNotExists(newer(knex))
    .orderBy('newest.model_ref')
    .select('newest.model_ref', 'newest.entity_digest');
  return rows.map(row => ({
    modelRef: row.model_ref,
    entityDigest: row.entity_digest,
  }));
}

/** The entity digest last brought to an end for a reference; a failure is no end. */
export async function lastEntityDigest(
  knex: Knex,
  modelRef: string,
): Promise<string | undefined> {
  const row = await knex<IngestionRow>('ingestions')
    .where({ model_ref: escapeText(modelRef) })
    .whereIn('state', ['succeeded', 'refused'])
    .orderBy('sequence', 'desc')
    .first('entity_digest');
  return row?.entity_digest;
}

/**
 * How many models hold the reference that an ingestion is about, as `registered`: one or none. One that `access` hides
 * is none: whoever sent something of its name does not learn by it that it is there.
 */
export function registeredModels(
  knex: Knex,
  ingestion: string,
  access?: ModelAccess,
): Knex.QueryBuilder {
  const held = knex('models')
    .count('*')
    .whereRaw('models.model_ref = ??.model_ref', [ingestion])
    .where('models.removed', 0);
  if (access) {
    whereAccess(held, access);
  }
  return held.as('registered');
}

/** Later attempts for the same reference, as far as they may be seen. */
export function newer(knex: Knex, access?: IngestionAccess): Knex.QueryBuilder {
  const query = knex('ingestions as newer')
    .select(knex.raw('1'))
    .whereRaw('newer.model_ref = newest.model_ref')
    .whereRaw('newer.sequence > newest.sequence');
  return access ? whereVisible(query, 'newer', access) : query;
}
