import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { evolve } from '../../../domain/evolve';
import { MAX_ERASED_HOLDERS } from '../../../domain/limits';
import { numberEvents } from '../../append/numberEvents';
import { writtenEvent } from '../../chain';
import { escapeText } from '../../escapeText';
import { isSqlite } from '../../openDatabase';
import { appendEvents } from '../events/appendEvents';
import { lockHead } from '../events/lockHead';
import { forgetDeclaration } from '../ingestions/forgetDeclaration';
import { laterOf } from '../models/execute';
import { loadStatesById } from '../models/loadState';
import { saveProjections } from '../projections/saveProjections';
import type { Erased, ErasureRequest } from '../../ModelStore';
import { findErasable } from './findErasable';
import { DocumentRow } from './readDocument';

/**
 * Takes the bytes of a document away and says so in the history of each model that names it, in one transaction.
 * The row stays as a mark, so that the same bytes given once more do not bring it back. What else the database keeps of
 * them goes too: the ingestions that declared it, and readings of files that rest on it. Throws `DOCUMENT_NOT_FOUND`,
 * `DOCUMENT_ERASED`, `SHARED_DOCUMENT`, `LIMIT_EXCEEDED`.
 */
export async function eraseDocument(
  trx: Knex.Transaction,
  digest: string,
  { by, reason, models }: ErasureRequest,
  { clock, newId }: { clock?: () => Date; newId: () => string },
): Promise<Erased> {
  const head = await lockHead(trx);
  const { holders, mediaType } = await findErasable(trx, digest);
  if (holders.length !== (models ?? 1)) {
    throw new DomainError(
      'SHARED_DOCUMENT',
      `${holders.length} models name this document (${mediaType}), and it goes from all of them; say their number to erase it`,
      { params: { models: holders.length, mediaType } },
    );
  }
  if (holders.length > MAX_ERASED_HOLDERS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${holders.length} models name this document, more than ${MAX_ERASED_HOLDERS}`,
      { params: { limit: MAX_ERASED_HOLDERS } },
    );
  }
  await deleteSecurely(trx, true);
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
  const events = rows.map(writtenEvent);
  await saveProjections(
    trx,
    streams.map(({ state: before }, index) => ({
      before,
      state: evolve(before, events[index]),
      events: [events[index]],
    })),
  );
  for (const { state } of streams) {
    await forgetDeclaration(
      trx,
      state.refs.map(({ modelRef }) => modelRef),
      digest,
    );
  }
  await trx('ingestion_files')
    .where('artifact', 'like', `%"${digest}"%`)
    .delete();
  await deleteSecurely(trx, false);
  return { position, models: streams.length };
}

async function wipe(
  trx: Knex.Transaction,
  digest: string,
  position: number,
): Promise<void> {
  await trx<DocumentRow>('documents')
    .where({ digest })
    .update({ bytes: Buffer.alloc(0), erased_position: position });
}

/** SQLite would leave the bytes in free pages of its file, and words in its index of them. */
async function deleteSecurely(
  trx: Knex.Transaction,
  isOn: boolean,
): Promise<void> {
  if (isSqlite(trx)) {
    await trx.raw(`pragma secure_delete = ${isOn ? 'on' : 'off'}`);
    // bound as a number it would be a fraction, which the index refuses
    await trx.raw(
      `insert into model_words (model_words, rank) values ('secure-delete', ${
        isOn ? 1 : 0
      })`,
    );
  }
}
