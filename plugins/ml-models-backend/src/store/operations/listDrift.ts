import type {
  ModelEvent,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { MAX_PAGE } from '../../domain/limits';
import { decodeCursor, encodeCursor } from '../cursor';
import { EventRow, eventOf } from '../chain';

/** Measurements of one version with what was decided, newest first. Throws `INVALID_CURSOR`. */
export async function listDrift(
  knex: Knex,
  modelId: string,
  manifestDigest: string,
  page: { limit: number; cursor?: string },
): Promise<{ items: Wire['DriftMeasurement'][]; nextCursor: string | null }> {
  const limit = Math.min(Math.max(page.limit, 1), MAX_PAGE);
  let before =
    page.cursor === undefined
      ? undefined
      : decodeCursor<[number]>(page.cursor, ['number'])[0];
  const items: (Wire['DriftMeasurement'] & { sequence: number })[] = [];
  for (;;) {
    const query = knex<EventRow>('events')
      .where({ stream_id: modelId, type: 'RiskAssessed' })
      .orderBy('sequence', 'desc')
      .limit(limit + 1);
    if (before !== undefined) {
      query.where('sequence', '<', before);
    }
    const assessed = (await query.select('payload', 'hash')).map(eventOf);
    before = assessed.at(-1)?.sequence;
    items.push(...(await withMeasurements(knex, assessed, manifestDigest)));
    if (assessed.length <= limit || items.length > limit) {
      break;
    }
  }
  const shown = items.slice(0, limit);
  return {
    items: shown.map(({ sequence: _, ...measurement }) => measurement),
    nextCursor:
      items.length > limit
        ? encodeCursor([shown[shown.length - 1].sequence])
        : null,
  };
}

/** An assessment of drift is recorded right behind its measurement. */
async function withMeasurements(
  knex: Knex,
  assessed: ModelEvent[],
  manifestDigest: string,
): Promise<(Wire['DriftMeasurement'] & { sequence: number })[]> {
  const measured = new Map<number, ModelEvent>();
  if (assessed.length > 0) {
    const rows = await knex<EventRow>('events')
      .where({ stream_id: assessed[0].streamId, type: 'DriftMeasured' })
      .whereBetween('sequence', [
        assessed[assessed.length - 1].sequence - 1,
        assessed[0].sequence,
      ])
      .select('payload', 'hash');
    rows.map(eventOf).forEach(event => measured.set(event.sequence, event));
  }
  return assessed.flatMap(event => {
    const measurement = measured.get(event.sequence - 1);
    return event.type === 'RiskAssessed' &&
      measurement?.type === 'DriftMeasured' &&
      event.data.manifest_digest === manifestDigest
      ? [
          {
            sequence: event.sequence,
            metric: measurement.data.metric,
            score: measurement.data.score,
            samples: measurement.data.samples,
            window: measurement.data.window,
            source: measurement.data.source,
            measuredAt: measurement.data.measured_at,
            recordedAt: measurement.recordedAt,
            action: event.data.decision,
            tier: event.data.tier,
            threshold: event.data.threshold,
            reason: event.data.reason,
            by: measurement.actor,
          },
        ]
      : [];
  });
}
