import { presentCheck } from '../domain/presentCheck';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** A row of `ingestions`. */
export interface IngestionRow {
  /** `ing-` + ULID */
  id: string;
  /** order in which they were queued, by the database; PostgreSQL gives it as text */
  sequence: number | string;
  /** see `Lane` */
  lane: string;
  model_ref: string;
  /** 1: nothing was queued for this reference after it */
  newest: number;
  state: Wire['IngestionState'];
  active_key: string | null;
  trigger: 'catalog' | 'api' | 'upload';
  requested_by: string;
  entity: string;
  /** what searches and filters look at, from the entity */
  declared_words: string | null;
  owner: string | null;
  system: string | null;
  entity_digest: string;
  staging_id: string | null;
  traceparent: string | null;
  version: string | null;
  progress: string;
  problems: string;
  checks: string | null;
  attempts: number;
  token: number;
  claimed_by: string | null;
  heartbeat_at: string | null;
  not_before: string | null;
  /** JSON: how often a worker died, by the file it read; empty name: over no file */
  deaths: string;
  /** 1 when a person asked to stop it */
  cancel_requested: number;
  created_at: string;
  updated_at: string;
  finished_at: string | null;
}

/** A row with the number of models that hold its reference; PostgreSQL counts in text. */
export type ListedIngestionRow = IngestionRow & {
  registered?: number | string;
};

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What the API answers for a row; the entity stays behind. */
export function ingestionOf(row: ListedIngestionRow): Wire['Ingestion'] {
  const traceId = row.traceparent && TRACEPARENT.exec(row.traceparent)?.[1];
  return {
    id: row.id,
    state: row.state,
    modelRef: row.model_ref,
    ...(row.registered !== undefined && {
      registered: Number(row.registered) > 0,
    }),
    ...(row.version !== null && { version: row.version }),
    trigger: row.trigger,
    requestedBy: row.requested_by,
    progress: JSON.parse(row.progress),
    problems: JSON.parse(row.problems),
    ...(row.checks !== null && {
      checks: (JSON.parse(row.checks) as Wire['Check'][]).map(presentCheck),
    }),
    attempts: row.attempts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(traceId && { traceId }),
  };
}
