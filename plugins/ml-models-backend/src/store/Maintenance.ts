import type { Backup } from './operations/backup/backupSqlite';
import type { Purged, Retention } from './operations/retention/purge';

export type { Backup, Purged, Retention };

/** What keeps the database in order; none of it touches the history. */
export interface Maintenance {
  /** Deletes what is past its time, in batches. */
  purge(retention: Retention, signal?: AbortSignal): Promise<Purged>;
  /** Copies an embedded database into a folder while it is used. Throws `BACKUP_NOT_SUPPORTED`. */
  backup(directory: string): Promise<Backup>;
  /**
   * Whether the projections are of this program's shape; not so while another version of it rebuilds them for itself.
   * Also shows that the database answers.
   */
  isProjected(): Promise<boolean>;
  /** Calls with each statement's first word and its seconds. */
  onStatement(listener: (operation: Operation, seconds: number) => void): void;
}

/** First word of a statement; everything but reading and writing rows is `other`. */
export type Operation = 'select' | 'insert' | 'update' | 'delete' | 'other';
