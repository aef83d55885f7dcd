import { ArtifactError, ArtifactErrorCode } from '@ml-models/artifact-io';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ArtifactSourceError } from '@ml-models/backstage-plugin-ml-models-node';
import { DiskFullError } from './spool/DiskFullError';
import { SpoolUnusableError } from './spool/SpoolUnusableError';

/** What a problem does to its ingestion. */
export interface ProblemKind {
  /**
   * `refused`: the version as declared is not registered. `failed`: nothing was decided, because something
   * could not be fetched or done.
   */
  state: 'refused' | 'failed';
  /**
   * Tried again with growing waits although the declaration did not change: the cure may lie elsewhere. `file`: only
   * once a file at the source is another one than before. `rarely`: once a file is another one, else after the longest
   * wait.
   */
  again: boolean | 'file' | 'rarely';
  meaning: string;
}

const refused = (meaning: string): ProblemKind => ({
  state: 'refused',
  again: false,
  meaning,
});
const refusedForNow = (meaning: string): ProblemKind => ({
  ...refused(meaning),
  again: true,
});
/** What the bytes are; other bytes at the same place cure it. */
const refusedForFile = (meaning: string): ProblemKind => ({
  ...refused(meaning),
  again: 'file',
});
const ended = (meaning: string): ProblemKind => ({
  state: 'failed',
  again: false,
  meaning,
});
const failed = (meaning: string): ProblemKind => ({
  state: 'failed',
  again: true,
  meaning,
});

/** Every reason for which an ingestion brings in nothing; `docs/errors.md` shows the same table. */
export const INGESTION_PROBLEMS = {
  MISSING_FIELD: refused(
    'one of the seven required fields is not declared; `NOASSERTION`, `NONE`, `unknown` and `other` declare no licence',
  ),
  INVALID_FIELD: refused('a declared field has another shape than the kind'),
  INVALID_ENTITY: refused('not an MLModel entity, or larger than allowed'),
  UNKNOWN_TIER: refused('spec.tier is not tier-1, tier-2 or tier-3'),
  NO_ARTIFACTS: refused('the entity names no artifact and none was uploaded'),
  INVALID_ARTIFACT: refused(
    'an artifact has neither or both of path and url, or no valid digest',
  ),
  DUPLICATE_ARTIFACT: refused(
    'two artifacts have one path in the version; composed and decomposed letters are the same',
  ),
  TOO_MANY_FILES: refused('more files than a version may have'),
  INVALID_PATH: refused(
    'not a relative path of this version, with invisible characters, or a folder of another file',
  ),
  PATH_OUTSIDE_ROOT: refused(
    'the path leads out of the folder of the catalog file or of the configured roots',
  ),
  SYMLINK: refusedForFile('the path passes a symbolic link; none is followed'),
  NOT_A_FILE: refusedForFile('a folder, device, socket or pipe'),
  ARTIFACT_NOT_FOUND: refusedForNow('nothing of that name at the source'),
  CHANGED_WHILE_READ: refusedForNow('the file changed while it was read'),
  TOO_LARGE: refusedForFile('more bytes than allowed for one file or version'),
  INVALID_URL: refused(
    'neither https nor http of a host in `backend.reading.allow`, or with credentials, a token or parameters inside that may grant access',
  ),
  SOURCE_NOT_ALLOWED: refused(
    'the host is neither a configured integration nor in backend.reading.allow',
  ),
  SOURCE_NOT_STREAMING: refused(
    'the portal reads this kind of source whole into memory, which is not done',
  ),
  DIGEST_MISMATCH: refusedForFile('other bytes than the declared digest'),
  FORMAT_FAILED: refusedForFile('a file is malformed or over a limit'),
  FORMAT_UNSUPPORTED: refusedForFile(
    'a file is of a format that is not scanned',
  ),
  SCAN_FINDING: refusedForFile('a finding at or above the configured severity'),
  COMPANION_REFUSED: refusedForFile(
    'a file names a companion outside its folder',
  ),
  COMPANION_MISSING: refusedForFile(
    'a file needs another one that is not there',
  ),
  COMPANION_TOO_SMALL: refusedForFile(
    'a file needs more bytes of its companion',
  ),
  INPUT_MISMATCH: refusedForFile('declared and found inputs contradict'),
  OUTPUT_MISMATCH: refusedForFile('declared and found outputs contradict'),
  VERSION_CONFLICT: refusedForFile('the label belongs to other bytes'),
  NOT_THE_OWNER: refused(
    'the model belongs to another owner; only the catalog location that declared it, an adoption or an approved transfer changes it',
  ),
  REGISTRATION_REFUSED: refused('the registry refused the version'),
  SPOOL_LOST: refused(
    'the uploaded bytes are gone, or no replica has had their disk for an hour; upload again',
  ),
  WORKER_DIED: {
    state: 'failed',
    again: 'rarely',
    meaning: 'five workers died while they read the file that is named',
  },
  CANCELLED: ended('cancelled by a person'),
  NOT_FETCHED: failed('the source did not answer, or with an error'),
  NOT_READABLE: failed('the system refused to open or read the file'),
  IDLE_TIMEOUT: failed('no byte for too long'),
  TOTAL_TIMEOUT: failed('not complete in time'),
  TOO_SLOW: failed('fewer bytes in half a minute than a source has to bring'),
  NO_SPACE: failed('the spool holds as much as it may; it empties by itself'),
  DISK_FULL: failed(
    'the disk of the spool or of the database is full; an operator frees space',
  ),
  SPOOL_UNUSABLE: failed(
    'the directory of the spool is gone or takes no files; the replica says `spool` in its readiness, and an operator mends it',
  ),
  INSPECTION_DIED: failed('the thread that reads the file ended by itself'),
  INTERNAL: failed('a bug of ours; the log has it under the trace id'),
} satisfies Record<string, ProblemKind>;

export type IngestionProblemCode = keyof typeof INGESTION_PROBLEMS;

/** As on the wire, with a code of the table. */
export type IngestionProblem = Wire['Problem'] & { code: IngestionProblemCode };

/** Codes of reading that have another name here; all others stand in the table themselves. */
const ARTIFACT_PROBLEMS: Record<
  Exclude<ArtifactErrorCode, IngestionProblemCode>,
  IngestionProblemCode
> = {
  OUTSIDE_ROOT: 'PATH_OUTSIDE_ROOT',
  NOT_FOUND: 'ARTIFACT_NOT_FOUND',
  TARGET_EXISTS: 'INTERNAL',
  TARGET_UNUSABLE: 'SPOOL_UNUSABLE',
  STREAM_FAILED: 'NOT_FETCHED',
  BUSY: 'NOT_FETCHED',
  CLOSED: 'CANCELLED',
};
/** The one error of the ingestion: one or more problems that end it. */
export class IngestionError extends Error {
  readonly problems: readonly IngestionProblem[];

  constructor(problems: IngestionProblem[], options?: { cause?: unknown }) {
    super(problems.map(problem => problem.message).join('; '), options);
    this.name = 'IngestionError';
    this.problems = problems;
  }

  get code(): IngestionProblemCode {
    return this.problems[0]?.code ?? 'INTERNAL';
  }
}

/** What an error of reading says of the artifact `field`. */
export function artifactProblems(
  error: unknown,
  field: string,
): IngestionProblem[] {
  if (error instanceof IngestionError) {
    return error.problems.map(problem => ({ field, ...problem }));
  }
  if (error instanceof ArtifactSourceError) {
    return [{ code: error.code, field, message: error.message }];
  }
  if (error instanceof DiskFullError || error instanceof SpoolUnusableError) {
    return [{ code: error.code, field, message: error.message }];
  }
  if (error instanceof ArtifactError) {
    const code =
      error.code === 'WORKER_DIED' ? 'INSPECTION_DIED' : tableCode(error.code);
    return [{ code, field, message: `${field}: ${error.message}` }];
  }
  throw error;
}

function tableCode(code: ArtifactErrorCode): IngestionProblemCode {
  return code in ARTIFACT_PROBLEMS
    ? ARTIFACT_PROBLEMS[code as keyof typeof ARTIFACT_PROBLEMS]
    : (code as Exclude<ArtifactErrorCode, keyof typeof ARTIFACT_PROBLEMS>);
}

/** A problem that only another declaration cures outweighs one that time may cure. */
export function stateOf(
  problems: readonly IngestionProblem[],
): 'refused' | 'failed' {
  return problems.some(({ code }) => kindOf(code).state === 'refused')
    ? 'refused'
    : 'failed';
}

/**
 * When the same declaration is worth another try: after a wait, after a wait if a file changed at the source, after a
 * long wait or such a change, or never.
 * Unknown codes are never.
 */
export function anotherTry(
  problems: readonly { code: string }[],
): 'after-wait' | 'after-change' | 'rarely' | 'never' {
  const kinds = problems.map(({ code }) =>
    Object.hasOwn(INGESTION_PROBLEMS, code)
      ? kindOf(code as IngestionProblemCode).again
      : false,
  );
  if (kinds.length === 0 || kinds.includes(false)) {
    return 'never';
  }
  if (kinds.includes('rarely')) {
    return 'rarely';
  }
  return kinds.includes(true) ? 'after-wait' : 'after-change';
}

function kindOf(code: IngestionProblemCode): ProblemKind {
  return INGESTION_PROBLEMS[code];
}
