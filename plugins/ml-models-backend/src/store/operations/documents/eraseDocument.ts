import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { evolve } from '../../../domain/evolve';
import { MAX_ERASED_HOLDERS } from '../../../domain/limits';
import { numberEvents } from '../../append/numberEvents';
import { eventOf } from '../../chain';
import { escapeText } from '../../escapeText';
import { isSqlite } from '../../openDatabase';
import { appendEvents } from '../events/appendEvents';
import { lockHead } from '../events/lockHead';
import { forgetEntity } from '../ingestions/forgetEntity';
import { laterOf } from '../models/execute';
import { loadStatesById } from '../models/loadState';
import { saveProjections } from '../projections/saveProjections';
import { documentHolders, DocumentRow } from './readDocument';

/**
 * Takes the bytes of a document away and says so in the history of each model that names it, in one transaction.
 * The row stays as a mark, so that the same bytes given once more do not bring it back. Throws `DOCUMENT_NOT_FOUND`,
 * `DOCUMENT_ERASED`, `LIMIT_EXCEEDED`.
 */
export async function eraseDocument(
  trx: Knex.Transaction,
  digest: string,
  { by, reason }: { by: string; reason: string },
  { clock, newId }: { clock?: () => Date; newId: () => string },
): Promise<{ position: number; models: number }> {
  const head = await lockHead(trx);
  const row = await trx<DocumentRow>('documents')
    .where({ digest: escapeText(digest) })
    .first('erased_position');
  const holders = await documentHolders(trx, digest);
  if (!row || holders.length === 0) {
    throw new DomainError(
      'DOCUMENT_NOT_FOUND',
      'no event names a document of this digest; what no event names goes with the retention',
    );
  }
  if (row.erased_position !== null) {
    throw new DomainError('DOCUMENT_ERASED', 'the document is erased already');
  }
  if (holders.length > MAX_ERASED_HOLDERS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${holders.length} models name this document, more than ${MAX_ERASED_HOLDERS}`,
      { params: { limit: MAX_ERASED_HOLDERS } },
    );
  }
  const position = head.position + 1;
  await wipe(trx, digest, position);
  const states = await loadStatesById(trx, holders);
  const streams = [...states.values()].map(state => ({
    state,
    streamId: state.id,
    sequence: state.sequence,
    events: [
      {
        type: 'DocumentErased' as const,
        data: { document: digest, reason: escapeText(reason) },
      },
    ],
  }));
  const now = clock?.() ?? head.now;
  const at = laterOf(now.toISOString(), head.recordedAt);
  const { rows, end } = numberEvents(head, streams, { by, at, newId });
  await appendEvents(trx, rows, end, at);
  const events = rows.map(eventOf);
  await saveProjections(
    trx,
    streams.map(({ state: before }, index) => ({
      before,
      state: evolve(before, events[index]),
      events: [events[index]],
    })),
  );
  for (const { state } of streams) {
    await forgetEntity(trx, state, digest);
  }
  return { position, models: streams.length };
}

/** SQLite would leave the bytes in a free page of its file. */
async function wipe(
  trx: Knex.Transaction,
  digest: string,
  position: number,
): Promise<void> {
  if (isSqlite(trx)) {
    await trx.raw('pragma secure_delete = on');
  }
  await trx('documents')
    .where({ digest: escapeText(digest) })
    .update({ bytes: Buffer.alloc(0), erased_position: position });
  if (isSqlite(trx)) {
    await trx.raw('pragma secure_delete = off');
  }
}
