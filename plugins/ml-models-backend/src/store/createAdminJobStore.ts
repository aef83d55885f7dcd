import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { DomainError } from '../domain/DomainError';
import type { AdminJobKind, AdminJobStore } from './AdminJobStore';
import type { OperationalStoreOptions } from './createIngestionStore';
import { DatabaseTime, databaseTime, readDatabaseTime } from './databaseTime';
import { escapeText } from './escapeText';

interface AdminJobRow {
  id: string;
  kind: AdminJobKind;
  state: Wire['AdminJob']['state'];
  active_key: string | null;
  requested_by: string;
  started_at: string;
  lease_until: string;
  ended_at: string | null;
  result: string | null;
  error: string | null;
}

/** One of all kinds: two of them would read the same tables at the same time, and a rebuild changes them. */
const ACTIVE_KEY = 'running';

export function createAdminJobStore({
  knex,
  clock,
  newId = monotonicFactory(),
}: OperationalStoreOptions): AdminJobStore {
  const time = databaseTime(knex, clock);
  const jobs = () => knex<AdminJobRow>('admin_jobs');
  const settle = () => settleDead(knex, time);

  return {
    async start(kind, requestedBy, leaseMs) {
      await settle();
      const begin = await readDatabaseTime(knex, time);
      const row: AdminJobRow = {
        id: `job-${newId()}`,
        kind,
        state: 'running',
        active_key: ACTIVE_KEY,
        requested_by: escapeText(requestedBy),
        started_at: begin.toISOString(),
        lease_until: later(begin, leaseMs),
        ended_at: null,
        result: null,
        error: null,
      };
      await jobs().insert(row).onConflict('active_key').ignore();
      const active = await jobs().where({ active_key: ACTIVE_KEY }).first();
      if (active?.id !== row.id) {
        throw new DomainError(
          'JOB_RUNNING',
          active
            ? `a ${active.kind} runs already, since ${active.started_at} (${active.id})`
            : 'another job has just run; ask again',
        );
      }
      return jobOf(row);
    },
    async renew(id, leaseMs) {
      const renewed = await jobs()
        .where({ id, active_key: ACTIVE_KEY })
        .update({ lease_until: time(leaseMs) });
      return renewed === 1;
    },
    async end(id, end) {
      const ended = await jobs()
        .where({ id, active_key: ACTIVE_KEY })
        .update({
          state: end.state,
          active_key: null,
          ended_at: time(),
          ...(end.state === 'succeeded'
            ? { result: JSON.stringify(end.result) }
            : { error: JSON.stringify(end.error) }),
        });
      return ended === 1;
    },
    async get(id) {
      await settle();
      const row = await jobs()
        .where({ id: escapeText(id) })
        .first();
      return row && jobOf(row);
    },
    async list({ kind, state, limit }) {
      await settle();
      const query = jobs().orderBy('id', 'desc').limit(limit);
      if (kind) {
        query.where({ kind });
      }
      if (state) {
        query.where({ state });
      }
      return (await query).map(jobOf);
    },
  };
}

function later(than: Date, ms: number): string {
  return new Date(than.getTime() + ms).toISOString();
}

/** A job whose lease ran out has nobody who works on it. */
async function settleDead(knex: Knex, time: DatabaseTime): Promise<void> {
  await knex<AdminJobRow>('admin_jobs')
    .where({ active_key: ACTIVE_KEY })
    .where('lease_until', '<', time())
    .update({
      state: 'failed',
      active_key: null,
      ended_at: time(),
      error: JSON.stringify({
        code: 'WORKER_DIED',
        message: 'the process that did it ended before it; start it again',
      }),
    });
}

function jobOf(row: AdminJobRow): Wire['AdminJob'] {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.result !== null && { result: JSON.parse(row.result) }),
    ...(row.error !== null && { error: JSON.parse(row.error) }),
  };
}
