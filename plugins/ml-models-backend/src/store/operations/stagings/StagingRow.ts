import type { Staging } from '../../StagingStore';

/** A row of `staged_uploads`. */
export interface StagingRow {
  id: string;
  model_ref: string;
  version: string;
  spool: string;
  state: Staging['state'];
  open_key: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
}

/** A row of `staged_files`. */
export interface StagedFileRow {
  staging_id: string;
  path: string;
  size: string;
  digest: string;
  spool_path: string;
}

export function stagingOf(row: StagingRow): Staging {
  return {
    id: row.id,
    modelRef: row.model_ref,
    version: row.version,
    spool: row.spool,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
