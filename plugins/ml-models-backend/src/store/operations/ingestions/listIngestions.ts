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
import type {
  IngestionAccess,
  IngestionStore,
  KnownRef,
} from '../../IngestionStore';
import type { ModelAccess } from '../../ModelStore';
import { whereAccess } from '../models/modelFilter';
import { whereListed, whereVisible } from './whereVisible';

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
    await whereListed(knex, rows, query.access);
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
    whereNewest(rows, query.access);
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

/** The newest ingestion of each reference, or of each of these. */
export async function knownRefs(
  knex: Knex,
  modelRefs?: readonly string[],
): Promise<KnownRef[]> {
  const query = knex<IngestionRow>('ingestions')
    .where('newest', 1)
    .orderBy('model_ref')
    .select('model_ref', 'entity_digest', 'state', 'id');
  if (modelRefs) {
    query.whereIn('model_ref', modelRefs.map(escapeText));
  }
  return (await query).map(row => ({
    modelRef: row.model_ref,
    entityDigest: row.entity_digest,
    state: row.state,
    ingestionId: row.id,
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

/**
 * Narrows a query on `ingestions as newest` to the newest of each reference. Under `access`, of those that may be seen:
 * a newer one that is hidden does not hide an older one.
 */
export function whereNewest(
  query: Knex.QueryBuilder,
  access?: IngestionAccess,
): void {
  if (!access) {
    query.where('newest.newest', 1);
    return;
  }
  query.whereNotExists(newer => {
    newer
      .select(newer.client.raw('1'))
      .from('ingestions as newer')
      .whereRaw('newer.model_ref = newest.model_ref')
      .whereRaw('newer.sequence > newest.sequence');
    whereVisible(newer, 'newer', access);
  });
}
