/** One uploaded file of a set that is still open. */
export interface StagedFile {
  /** relative name inside the version, `/` between segments */
  path: string;
  /** bytes as a decimal string */
  size: string;
  /** `sha256:` + 64 lower-case hex digits, measured while the bytes came in */
  digest: string;
  /** where the bytes lie on this replica's disk */
  spoolPath: string;
}

export interface Staging {
  /** `stg-` + ULID */
  id: string;
  modelRef: string;
  version: string;
  /** `closed`: queued for ingestion, takes no more files */
  state: 'open' | 'closed';
  /** user or service entity reference */
  createdBy: string;
  createdAt: string;
  /** time of the last file or of closing */
  updatedAt: string;
}

/** A set belongs to who opened it: nobody else adds to it or closes it. */
export type StagingKey = Pick<Staging, 'modelRef' | 'version' | 'createdBy'>;

/** Uploads on their way to a version. Operational rows, not history. */
export interface StagingStore {
  /**
   * The caller's open staging of this reference and label; a new one when there is none. `LIMIT_EXCEEDED` for a
   * caller who has too many open.
   */
  openStaging(key: StagingKey): Promise<Staging>;
  /** The caller's open staging of this reference and label. */
  findOpen(key: StagingKey): Promise<Staging | undefined>;
  get(id: string): Promise<Staging | undefined>;
  /**
   * Adds a file, or replaces the one of the same path; answers with the spool path that the replaced row held,
   * for the caller to delete. `STAGING_CLOSED` when the set is closed or gone, `LIMIT_EXCEEDED` for too many files.
   */
  addFile(id: string, file: StagedFile): Promise<{ replaced?: string }>;
  /** Files of a staging, sorted by path. */
  listFiles(id: string): Promise<StagedFile[]>;
  /** Closes the set; false when it was closed (or gone) already. */
  close(id: string): Promise<boolean>;
  /** Deletes one staging and its rows; answers with the spool paths to delete. */
  remove(id: string): Promise<string[]>;
  /** Deletes open stagings without a change since `before` (RFC 3339); answers with the spool paths to delete. */
  purgeIdle(before: string): Promise<string[]>;
}
