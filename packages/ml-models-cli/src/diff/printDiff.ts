import { InspectionPool } from '@ml-models/artifact-io';
import {
  compareContent,
  compareModels,
  ContentDifference,
  Inspection,
  ModelDifference,
} from '@ml-models/model-formats';
import { EXIT, ExitCode } from '../exitCode';
import { inspectSubject } from '../inspect/inspectSubject';
import { SubjectInspection } from '../inspect/SubjectInspection';
import { Output } from '../output/Output';
import { renderDiff } from './renderDiff';

export interface PrintDiffOptions {
  json: boolean;
  /** anything but `compatible` ends with `FINDINGS` */
  failOnBreaking: boolean;
}

/** What is said of one side. */
export type DiffSide = Pick<
  SubjectInspection,
  'path' | 'size' | 'format' | 'status' | 'error'
> & { sha256?: string };

/** One line of `diff --json`. */
export interface DiffAnswer extends ModelDifference {
  before: DiffSide;
  after: DiffSide;
  /** the same bytes; `null` when one could not be read */
  identical: boolean | null;
  /** one line: what differs, and what equal structure does not tell */
  headline: string;
  weights: ContentDifference['weights'];
}

/** `diff`: the second model as seen by callers of the first. */
export async function printDiff(
  [before, after]: [string, string],
  options: PrintDiffOptions,
  output: Output,
): Promise<ExitCode> {
  const pool = new InspectionPool();
  try {
    const [was, is] = await Promise.all(
      [before, after].map(path =>
        inspectSubject(path, {
          pool,
          digests: 'sha256',
          tensors: true,
          chunks: false,
          structure: true,
        }),
      ),
    );
    const identical = isIdentical(was, is);
    const difference = compareModels(inspectionOf(was), inspectionOf(is));
    const { headline, weights, notCompared } = compareContent(difference, {
      identical,
      sameSize: was.size === is.size,
    });
    const answer: DiffAnswer = {
      before: sideOf(was),
      after: sideOf(is),
      identical,
      headline,
      weights,
      ...difference,
      notCompared: [...difference.notCompared, ...notCompared],
      // The same bytes do the same, whatever they leave unsaid.
      ...(identical && { compatibility: 'compatible' as const, reasons: [] }),
    };
    await output.answer(
      options.json ? `${JSON.stringify(answer)}\n` : renderDiff(answer),
    );
    return exitOf(answer, options);
  } finally {
    await pool.close();
  }
}

function exitOf(
  { before, after, compatibility }: DiffAnswer,
  { failOnBreaking }: PrintDiffOptions,
): ExitCode {
  if (before.status === 'failed' || after.status === 'failed') {
    return EXIT.UNREADABLE;
  }
  return failOnBreaking && compatibility !== 'compatible'
    ? EXIT.FINDINGS
    : EXIT.OK;
}

function isIdentical(
  was: SubjectInspection,
  is: SubjectInspection,
): boolean | null {
  const [a, b] = [sideOf(was).sha256, sideOf(is).sha256];
  return a && b ? a === b : null;
}

function sideOf(subject: SubjectInspection): DiffSide {
  const { path, size, format, status, error } = subject;
  const sha256 = subject.size === null ? undefined : subject.digests?.sha256;
  return {
    path,
    size,
    ...(sha256 && { sha256 }),
    format,
    status,
    ...(error && { error }),
  };
}

/** A path behind which nothing could be read says nothing about a model. */
function inspectionOf(subject: SubjectInspection): Inspection {
  return subject.size === null
    ? { format: 'unknown', status: 'failed', findings: [] }
    : subject;
}
