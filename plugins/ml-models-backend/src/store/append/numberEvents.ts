import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { SCHEMA_VERSION } from '../../domain/upcast';
import { EventRow, eventRow } from '../chain';
import { escapeText } from '../escapeText';

/** Where the history ends. */
export interface ChainEnd {
  position: number;
  headHash: string;
}

/** Events for one stream, with what the database does not know. */
export interface StreamAppend {
  streamId: string;
  /** sequence of the stream's last event */
  sequence: number;
  events: NewModelEvent[];
}

/** The rows of new events behind the end of the history, and where it ends then. Throws `LIMIT_EXCEEDED`. */
export function numberEvents(
  end: ChainEnd,
  streams: readonly StreamAppend[],
  envelope: { by: string; at: string; newId: () => string },
): { rows: EventRow[]; end: ChainEnd } {
  const rows: EventRow[] = [];
  let { position, headHash } = end;
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
  return { rows, end: { position, headHash } };
}
