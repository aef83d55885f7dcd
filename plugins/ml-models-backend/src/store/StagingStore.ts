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
  createdBy: string;
  createdAt: string;
  /** time of the last file or of closing */
  updatedAt: string;
}

/** Uploads on their way to a version. Operational rows, not history. */
export interface StagingStore {
  /** The open staging of this reference and label; a new one when there is none. */
  openStaging(request: {
    modelRef: string;
    version: string;
    createdBy: string;
  }): Promise<Staging>;
  /** The open staging of this reference and label. */
  findOpen(modelRef: string, version: string): Promise<Staging | undefined>;
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
