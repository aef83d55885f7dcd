import type { Knex } from 'knex';
import type { ModelState } from '../../../domain/ModelState';
import { documentsOf } from '../../../domain/project';
import { EVENT_COLUMNS, EventRow, eventOf } from '../../chain';
import { foldEvent } from '../../foldEvent';
import { joinServed, ServedJoin } from '../observations/joinServed';
import { ModelProjection, projectModel } from './ModelProjection';
import { readDeclaredWords } from './readDeclaredWords';

/** Streams of one batch: many small ones share it, one long stream has it to itself. */
const BATCH_STREAMS = 400;
const BATCH_EVENTS = 4_000;
/** Events of one read; more than a batch of several streams has, so that one read is enough for it. */
const READ_EVENTS = BATCH_EVENTS + 1;

/** Ids of the streams after one, in their order, that together have few enough events for one transaction. */
export async function nextStreams(
  knex: Knex,
  after: string,
): Promise<string[]> {
  const rows: { stream_id: string; events: number }[] = await knex<EventRow>(
    'events',
  )
    .where('stream_id', '>', after)
    .groupBy('stream_id')
    .orderBy('stream_id')
    .limit(BATCH_STREAMS)
    .select('stream_id')
    .max({ events: 'sequence' });
  let events = 0;
  return rows
    .filter((row, index) => {
      events += row.events;
      return index === 0 || events <= BATCH_EVENTS;
    })
    .map(row => row.stream_id);
}

/** What a model folds to, and the documents that its events carry. */
export interface FoldedStream {
  state: ModelState;
  documents: ReadonlySet<string>;
}

/** Folds whole streams, a page of events at a time. Throws `EVENT_ALTERED`. */
export async function foldStreams(
  knex: Knex,
  streamIds: readonly string[],
): Promise<FoldedStream[]> {
  if (streamIds.length === 0) {
    return [];
  }
  const folded = new Map<
    string,
    { state?: ModelState; documents: Set<string> }
  >();
  let after: [string, number] = ['', 0];
  for (;;) {
    const rows = await knex<EventRow>('events')
      .whereIn('stream_id', [...streamIds])
      .whereRaw('(stream_id, sequence) > (?, ?)', after)
      .orderBy(['stream_id', 'sequence'])
      .limit(READ_EVENTS)
      .select(...EVENT_COLUMNS);
    for (const event of rows.map(eventOf)) {
      const { streamId, sequence } = event;
      const { state, documents } = folded.get(streamId) ?? {
        documents: new Set<string>(),
      };
      documentsOf(event).forEach(digest => documents.add(digest));
      folded.set(streamId, { state: foldEvent(state, event), documents });
      after = [streamId, sequence];
    }
    if (rows.length < READ_EVENTS) {
      return [...folded.values()].flatMap(({ state, documents }) =>
        state ? [{ state, documents }] : [],
      );
    }
  }
}

/** The rows that these streams should have in the projections; `served` when it was read already. */
export async function projectStreams(
  knex: Knex,
  streams: readonly FoldedStream[],
  served?: ReadonlyMap<string, ServedJoin>,
): Promise<ModelProjection[]> {
  const states = streams.map(({ state }) => state);
  const words = await readDeclaredWords(knex, states);
  const joins = served ?? (await joinServed(knex, states));
  return streams.map(({ state, documents }) =>
    projectModel(state, {
      documents,
      declaredWords: words.get(state.id) ?? '',
      inService: joins.get(state.id)?.versions ?? [],
    }),
  );
}
