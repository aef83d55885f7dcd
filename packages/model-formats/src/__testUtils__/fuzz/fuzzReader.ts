import { randomOf } from '../mutate';
import { FormatFuzzer } from './FormatFuzzer';
import { FuzzReport } from './FuzzReport';
import { judge } from './judge';
import { minimise } from './minimise';

/** Failures kept; a broken reader fails in every second execution. */
const FAILURES_KEPT = 5;

export interface FuzzRound {
  /** ends the round, whichever comes first; without one, the other counts */
  seconds?: number;
  executions?: number;
  /** first execution, to make one again */
  first?: number;
  onExecution?(execution: number): void;
}

/** Runs one reader over damaged copies of its seeds, the same ones each time. */
export function fuzzReader(
  fuzzer: FormatFuzzer,
  round: FuzzRound,
): Omit<FuzzReport, 'peakRssMb'> {
  const { seconds = Infinity, executions = Infinity, first = 1 } = round;
  const seeds = fuzzer.seeds();
  const until = performance.now() + seconds * 1_000;
  const report = {
    reader: fuzzer.reader,
    executions: 0,
    passedHeader: 0,
    slowestMs: 0,
    failures: [] as FuzzReport['failures'],
  };
  while (report.executions < executions && performance.now() < until) {
    const execution = first + report.executions;
    round.onExecution?.(execution);
    const random = randomOf(execution);
    const seed = seeds[Math.floor(random() * seeds.length)];
    const bytes = fuzzer.mutate(seed, random);
    const started = performance.now();
    const { inspection, failure } = judge(bytes);
    report.slowestMs = Math.max(report.slowestMs, performance.now() - started);
    report.executions += 1;
    if (inspection && fuzzer.passedHeader(inspection)) {
      report.passedHeader += 1;
    }
    if (failure && report.failures.length < FAILURES_KEPT) {
      const small = minimise(
        bytes,
        candidate => judge(candidate).failure?.message === failure.message,
      );
      const minimised = Buffer.from(small).toString('base64');
      report.failures.push({ execution, ...failure, minimised });
    }
  }
  return report;
}
