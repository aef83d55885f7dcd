import type {
  ModelEvent,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import { getVersion } from '../../domain/versions';
import type { ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';

/** Events read at once, and at most for one answer: a long history of other events must not hold the database. */
const EVENTS_PER_READ = 500;
const MAX_READS = 20;

/**
 * Measurements of one version, newest first, read from the history. The cursor is the sequence above which
 * everything was answered; a page may be shorter than asked for.
 */
export async function driftPage(
  models: Pick<ModelStore, 'listEvents'>,
  model: ModelState,
  label: string,
  page: { limit: number; cursor?: string },
): Promise<{ items: Wire['DriftMeasurement'][]; nextCursor: string | null }> {
  const { manifestDigest } = getVersion(model, label);
  const items: Wire['DriftMeasurement'][] = [];
  let assessed: (ModelEvent & { type: 'RiskAssessed' }) | undefined;
  let before = parseCursor(page.cursor) ?? model.sequence + 1;
  for (let reads = 0; reads < MAX_READS && before > 1; reads++) {
    const first = Math.max(1, before - EVENTS_PER_READ);
    const { items: events } = await models.listEvents(model.id, {
      after: first - 1,
      // one more: the assessment of the last measurement
      limit: before - first + 1,
      order: 'asc',
    });
    for (const event of events.reverse()) {
      if (event.type === 'RiskAssessed') {
        assessed = event;
      }
      if (
        event.type === 'DriftMeasured' &&
        event.sequence < before &&
        event.data.manifest_digest === manifestDigest
      ) {
        items.push(measurement(event, assessed));
        if (items.length === page.limit) {
          const nextCursor = event.sequence > 1 ? `${event.sequence}` : null;
          return { items, nextCursor };
        }
      }
    }
    before = first;
  }
  return { items, nextCursor: before > 1 ? String(before) : null };
}

/** The assessment of a measurement is the event right after it. */
function measurement(
  measured: ModelEvent & { type: 'DriftMeasured' },
  next: (ModelEvent & { type: 'RiskAssessed' }) | undefined,
): Wire['DriftMeasurement'] {
  const { data } = measured;
  if (next?.sequence !== measured.sequence + 1) {
    throw new Error(`Measurement ${measured.id} has no assessment after it`);
  }
  const assessed = next.data;
  return {
    metric: data.metric,
    score: data.score,
    ...(data.samples !== undefined && { samples: data.samples }),
    ...(data.window !== undefined && { window: data.window }),
    ...(data.measured_at !== undefined && { measuredAt: data.measured_at }),
    source: data.source,
    recordedAt: measured.recordedAt,
    by: measured.actor,
    action: assessed.decision,
    tier: assessed.tier,
    threshold: assessed.threshold,
    reason: assessed.reason,
    ...(assessed.newer_measured_at !== undefined && {
      newerMeasuredAt: assessed.newer_measured_at,
    }),
  };
}

function parseCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  if (!/^[1-9][0-9]{0,14}$/.test(cursor)) {
    throw new HttpError('INVALID_CURSOR', 'The cursor is not one of ours');
  }
  return Number(cursor);
}
