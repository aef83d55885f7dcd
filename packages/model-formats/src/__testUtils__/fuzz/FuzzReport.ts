/** What one round over one reader came to. */
export interface FuzzReport {
  reader: string;
  executions: number;
  /** executions that came past the header of the format */
  passedHeader: number;
  /** milliseconds of the slowest execution */
  slowestMs: number;
  /** MiB, highest resident set of the process */
  peakRssMb: number;
  failures: FuzzFailure[];
}

export interface FuzzFailure {
  /** number of the execution: with the same seeds it can be made again */
  execution: number;
  kind: 'untyped' | 'inconsistent' | 'hang' | 'memory' | 'died';
  message: string;
  /** base64 of the smallest input found that still fails so; absent for `hang`, `memory` and `died` */
  minimised?: string;
}

/** Over this an execution counts as a hang: the files are small. */
export const HANG_MS = 5_000;
/** Over this resident set the reader counts as unbounded. */
export const MEMORY_MB = 512;
