import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, ExitCode } from '../exitCode';
import { JOB_POLL_MS } from '../limits';
import { Output } from '../output/Output';
import { Job, Registry } from './Registry';
import { renderJob } from './renderJob';

/** What administrators start by name. */
export const JOB_KINDS = ['rebuild', 'verify', 'retention', 'backup'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/**
 * Starts a job and waits for its end, unless told not to. Ends with `FINDINGS` when a verification found something,
 * with `UNREADABLE` when the job failed.
 */
export async function runJob(
  kind: JobKind,
  options: { json: boolean; wait: boolean },
  output: Output,
  registry = Registry.of(process.env),
): Promise<ExitCode> {
  let job = await registry.start(kind);
  output.message(`${kind} runs as ${job.id}`);
  while (options.wait && job.state === 'running') {
    await sleep(JOB_POLL_MS);
    job = await registry.job(job.id);
  }
  return printJob(job, options, output);
}

/** Says how a job stands. */
export async function printJob(
  job: Job,
  options: { json: boolean },
  output: Output,
): Promise<ExitCode> {
  await output.answer(
    options.json ? `${JSON.stringify(job)}\n` : renderJob(job),
  );
  if (job.state === 'failed') {
    return EXIT.UNREADABLE;
  }
  return job.result?.ok === false ? EXIT.FINDINGS : EXIT.OK;
}
