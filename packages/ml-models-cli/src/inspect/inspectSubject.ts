import {
  ArtifactError,
  ArtifactFile,
  DigestMode,
  inspectFile,
  InspectFileOptions,
  InspectionPool,
  openFile,
} from '@ml-models/artifact-io';
import { SubjectInspection } from './SubjectInspection';

export interface InspectSubjectOptions
  extends Pick<InspectFileOptions, 'inCaller' | 'spread'> {
  pool: InspectionPool;
  digests: DigestMode;
  tensors: boolean;
  chunks: boolean;
  /** list nodes and archive members */
  structure?: boolean;
  /** hashed bytes of the file so far */
  onProgress?(bytes: number, total: number): void;
}

/**
 * Everything there is to say about one path, in the order of the contract.
 * What cannot be read is an answer too; throws only for bugs.
 */
export async function inspectSubject(
  path: string,
  options: InspectSubjectOptions,
): Promise<SubjectInspection> {
  let file: ArtifactFile | undefined;
  try {
    file = await openFile(path);
    const { inspection, digests, chunks } = await inspectFile(file, {
      ...options,
      fileName: path,
      onProgress: ({ step, bytes, total }) =>
        step === 'hash' && options.onProgress?.(bytes, total),
    });
    const { findings, error, ...facts } = inspection;
    return {
      path,
      size: file.size,
      ...(digests && { digests }),
      ...(chunks && { chunks }),
      ...facts,
      findings,
      ...(error && { error }),
    };
  } catch (error) {
    if (!(error instanceof ArtifactError)) {
      throw error;
    }
    return {
      path,
      size: null,
      format: 'unknown',
      status: 'failed',
      findings: [],
      error: { code: error.code, message: error.message },
    };
  } finally {
    await file?.close();
  }
}
