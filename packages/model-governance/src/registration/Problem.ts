/**
 * Why a version is refused. Together with the field or the path it names
 * exactly one thing to put right.
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

/** @public */
export interface Problem {
  code: ProblemCode;
  /** one of the seven required fields, or the path inside `spec` */
  field?: string;
  /** the artifact, as it is named in its version */
  path?: string;
  /** the finding's rule */
  rule?: string;
  /** English sentence; translated by `code` and `params` */
  message: string;
  params?: Record<string, string | number>;
}
