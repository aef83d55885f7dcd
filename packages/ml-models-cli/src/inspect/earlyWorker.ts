import type { Worker } from 'node:worker_threads';
import type { StartWorkerOptions } from '@ml-models/artifact-io';
import { startWorker } from '@ml-models/artifact-io/startWorker';

const READ_MODELS = ['inspect', 'scan'];

let early: Worker | undefined;

/**
 * A thread takes longer to start than this process takes to load what a
 * command needs: for one that reads models it is started first.
 */
export function startEarly(command: string | undefined): void {
  if (command && READ_MODELS.includes(command)) {
    early = startWorker();
    // Wrong use of the command ends without it.
    early.unref();
    early.on('error', () => {});
  }
}

/** The early thread, then new ones; for a pool that leaves their memory at its default. */
export function takeWorker(options: StartWorkerOptions): Worker {
  const worker = early ?? startWorker(options);
  early = undefined;
  return worker;
}
