import type {
  ModelEvent,
  NewModelEvent,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { SCHEMA_VERSION } from '../../../domain/upcast';
import { EventRow, eventOf, eventRow } from '../../chain';
import { escapeText } from '../../escapeText';
import { insertRows } from '../rows/insertRows';
import type { Head } from './lockHead';

/** Events for one stream, with what the database does not know. */
export interface StreamAppend {
  streamId: string;
  /** sequence of the stream's last event */
  sequence: number;
  events: NewModelEvent[];
}

/** Appends under the locked head and moves it. Answers with the events as anyone will read them. */
export async function appendEvents(
  trx: Knex.Transaction,
  head: Head,
  streams: StreamAppend[],
  envelope: { by: string; at: string; newId: () => string },
): Promise<ModelEvent[]> {
  const rows: EventRow[] = [];
  let { position, headHash } = head;
  for (const { streamId, sequence, events } of streams) {
    for (const [index, event] of events.entries()) {
      position += 1;
      const row = eventRow({
        actor: escapeText(envelope.by),
        data: event.data,
        id: `ev-${envelope.newId()}`,
        position,
        previous_hash: headHash,
        recorded_at: envelope.at,
        schema_version: SCHEMA_VERSION,
        sequence: sequence + index + 1,
        stream_id: streamId,
        type: event.type,
      });
      headHash = row.hash;
      rows.push(row);
    }
  }
  if (rows.length === 0) {
    return [];
  }
  await insertRows(trx, 'events', rows);
  await trx('registry_head').where({ id: 1 }).update({
    position,
    head_hash: headHash,
    recorded_at: envelope.at,
    projected_position: position,
  });
  return rows.map(eventOf);
}
