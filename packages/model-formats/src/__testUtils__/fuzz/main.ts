/**
 * One round over one reader in a process of its own:
 * `node main.js READER [seconds=N] [executions=N] [first=N]` prints a `FuzzReport` as
 * JSON. The reader runs in a thread, so that the process can tell a hang and
 * a reader that fills memory, which the thread itself could not.
 */
import {
  isMainThread,
  parentPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { FUZZERS } from './FUZZERS';
import { fuzzReader, FuzzRound } from './fuzzReader';
import { FuzzFailure, FuzzReport, HANG_MS, MEMORY_MB } from './FuzzReport';

const WATCH_MS = 50;
const MIB = 2 ** 20;

interface Job {
  reader: string;
  round: FuzzRound;
  /** [execution in hand] */
  shared: SharedArrayBuffer;
}

function work({ reader, round, shared }: Job): void {
  const now = new Int32Array(shared);
  const fuzzer = FUZZERS.find(candidate => candidate.reader === reader);
  if (!fuzzer) {
    throw new Error(`no fuzzer for ${reader}`);
  }
  parentPort?.postMessage(
    fuzzReader(fuzzer, {
      ...round,
      onExecution: execution => Atomics.store(now, 0, execution),
    }),
  );
}

function watch(job: Job): void {
  const now = new Int32Array(job.shared);
  const worker = new Worker(__filename, { workerData: job });
  const stop: (() => void)[] = [];
  let peakRssMb = 0;
  let last = 0;
  let since = performance.now();
  const look = () => {
    peakRssMb = Math.max(peakRssMb, process.memoryUsage.rss() / MIB);
    const execution = Atomics.load(now, 0);
    if (execution !== last) {
      last = execution;
      since = performance.now();
    }
  };
  const print = (report: Omit<FuzzReport, 'peakRssMb'>) => {
    stop.forEach(end => end());
    look();
    const line = JSON.stringify({
      ...report,
      peakRssMb: Math.round(peakRssMb),
    });
    process.stdout.write(`${line}\n`);
  };
  const giveUp = (kind: FuzzFailure['kind'], message: string) => {
    print({
      reader: job.reader,
      executions: last - (job.round.first ?? 1),
      passedHeader: 0,
      slowestMs: performance.now() - since,
      failures: [{ execution: last, kind, message }],
    });
    worker.terminate();
  };
  const timer = setInterval(() => {
    look();
    if (peakRssMb > MEMORY_MB) {
      giveUp('memory', `${Math.round(peakRssMb)} MiB resident`);
    } else if (last > 0 && performance.now() - since > HANG_MS) {
      giveUp('hang', `over ${HANG_MS} ms`);
    }
  }, WATCH_MS);
  stop.push(() => clearInterval(timer));
  worker.once('message', print);
  worker.once('error', error => giveUp('died', String(error)));
}

function parseArguments([reader = '', ...options]: string[]): Job {
  const round = Object.fromEntries(
    options.map(option => {
      const [name, value] = option.split('=');
      return [name, Number(value)];
    }),
  );
  return { reader, round, shared: new SharedArrayBuffer(4) };
}

if (isMainThread) {
  watch(parseArguments(process.argv.slice(2)));
} else {
  work(workerData as Job);
}
