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
  /** id of the spool that holds its bytes */
  spool: string;
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
   * caller who has too many open. A set lies in one spool: a new one, or one without files, in the given one.
   */
  openStaging(key: StagingKey, spool: string): Promise<Staging>;
  /** `LIMIT_EXCEEDED` for a caller who has too many open. */
  checkMayOpen(createdBy: string): Promise<void>;
  /** The caller's open staging of this reference and label. */
  findOpen(key: StagingKey): Promise<Staging | undefined>;
  get(id: string): Promise<Staging | undefined>;
  /**
   * Adds a file, or replaces the one of the same path; answers with the spool path that the replaced row held,
   * for the caller to delete. `STAGING_CLOSED` when the set is closed or gone, `STAGING_ELSEWHERE` when its files lie in
   * another spool, `LIMIT_EXCEEDED` for too many files.
   */
  addFile(
    id: string,
    file: StagedFile,
    spool: string,
  ): Promise<{ replaced?: string }>;
  /** Files of a staging, sorted by path. */
  listFiles(id: string): Promise<StagedFile[]>;
  /** Bytes that a caller's sets hold in a spool, open and closed ones. */
  bytesOf(createdBy: string, spool: string): Promise<number>;
  /** Deletes one staging and its rows; answers with the spool paths to delete. */
  remove(id: string): Promise<string[]>;
  /** A replica has this spool now. */
  seen(spool: string): Promise<void>;
  /**
   * Deletes the sets of a spool, and of those that nobody has had for `lostMs`, that are at their end: closed ones whose
   * ingestion is, and open ones without a change for `idleMs`. Answers with the spool paths that are free to delete.
   */
  purge(
    spool: string,
    ages: { idleMs: number; lostMs: number },
  ): Promise<string[]>;
  /** Spool paths of all files of a spool that a set still holds. */
  heldPaths(spool: string): Promise<string[]>;
  /** Sets from before spools had names. */
  unknown(): Promise<{ id: string; paths: string[] }[]>;
  /** The bytes of such a set lie in this spool. */
  adopt(id: string, spool: string): Promise<void>;
}
