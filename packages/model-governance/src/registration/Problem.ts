/**
 * Why a version is refused.
 * @public
 */
export type ProblemCode =
  | 'MISSING_FIELD'
  | 'INVALID_FIELD'
  | 'UNKNOWN_TIER'
  | 'NO_ARTIFACTS'
  | 'DIGEST_MISMATCH'
  | 'FORMAT_FAILED'
  | 'FORMAT_UNSUPPORTED'
  | 'SCAN_FINDING'
  | 'COMPANION_REFUSED'
  | 'COMPANION_MISSING'
  | 'COMPANION_TOO_SMALL'
  | 'INPUT_MISMATCH'
  | 'OUTPUT_MISMATCH';

/** One thing to put right. @public */
export interface Problem {
  code: ProblemCode;
  /** for a declaration one of the seven names (or `tier`, `artifacts`), for an artifact its path */
  field?: string;
  /** English sentence; translated by `code` and `params` */
  message: string;
  params?: Record<string, string | number>;
  /** what to put into `catalog-info.yaml`, from its top-level key on, where that is the cure */
  remedy?: string;
}
