import type { Knex } from 'knex';
import { deleteInBatches } from './deleteInBatches';
import { deleteIngestions } from './deleteIngestions';
import { deleteOrphans } from './deleteOrphans';
import { deleteStagings } from './deleteStagings';

/** How long rows stay that are no history; milliseconds. */
export interface Retention {
  /** ended ingestions; the newest of each reference stays for good */
  ingestionsMs: number;
  /** files that an earlier attempt has read: an unchanged one is not read again as long */
  finishedFilesMs: number;
  /** documents that no event names, after the last finished file that could name them went */
  orphansMs: number;
  measurementsMs: number;
  /** closed upload sets that no ingestion took away */
  uploadsMs: number;
  /** ended jobs; the newest of each kind stays for good */
  jobsMs: number;
}

/** Rows deleted, by table. */
export type Purged = Record<
  | 'ingestions'
  | 'ingestion_files'
  | 'documents'
  | 'measurements'
  | 'staged_uploads'
  | 'admin_jobs',
  number
>;

/** Deletes what is past its time, table by table, in batches. Events and what they name are never touched. */
export async function purge(
  knex: Knex,
  retention: Retention,
  now: Date,
  signal?: AbortSignal,
): Promise<Purged> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const rows = (table: string, key: string, find: () => Knex.QueryBuilder) =>
    deleteInBatches(knex, { table, key }, find, signal);
  return {
    ingestions: await deleteIngestions(
      knex,
      before(retention.ingestionsMs),
      signal,
    ),
    ingestion_files: await rows('ingestion_files', 'identity', () =>
      knex('ingestion_files').where(
        'created_at',
        '<',
        before(retention.finishedFilesMs),
      ),
    ),
    // a file that is taken as read names documents of its own age: they outlive it by the time an ingestion may take
    documents: await deleteOrphans(
      knex,
      before(retention.finishedFilesMs + retention.orphansMs),
      signal,
    ),
    measurements: await rows('measurements', 'id', () =>
      knex('measurements').where(
        'measured_at',
        '<',
        before(retention.measurementsMs),
      ),
    ),
    staged_uploads: await deleteStagings(
      knex,
      before(retention.uploadsMs),
      signal,
    ),
    admin_jobs: await rows('admin_jobs', 'id', () => {
      const newer = () =>
        knex('admin_jobs as newer')
          .select(knex.raw('1'))
          .whereRaw('newer.kind = old.kind')
          .whereRaw('newer.id > old.id');
      return knex('admin_jobs as old')
        .where('old.ended_at', '<', before(retention.jobsMs))
        .where(superseded =>
          superseded
            .whereExists(newer().where('newer.state', 'succeeded'))
            .orWhere(failed =>
              failed.where('old.state', 'failed').whereExists(newer()),
            ),
        );
    }),
  };
}
