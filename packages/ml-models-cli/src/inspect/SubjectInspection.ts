import type { ArtifactErrorCode } from '@ml-models/artifact-io';
import type { FileInspection, InspectionError } from '@ml-models/model-formats';

/** A path behind which nothing could be read. */
export interface UnreadableSubject
  extends Pick<FileInspection, 'path' | 'format' | 'findings'> {
  size: null;
  status: 'failed';
  error: Omit<InspectionError, 'code'> & { code: ArtifactErrorCode };
}

/** One line of `inspect --json`. */
export type SubjectInspection = FileInspection | UnreadableSubject;
