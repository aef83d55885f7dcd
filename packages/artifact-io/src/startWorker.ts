import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  HEAP_HEADROOM_MB,
  WORKER_MEMORY_MB,
  YOUNG_GENERATION_MB,
} from './limits';

const DEV_TRANSFORM = '@backstage/cli/config/nodeTransform.cjs';

/** @public */
export interface StartWorkerOptions {
  /** what its user holds the thread to, in MiB; V8 itself stops it only far above */
  memoryMb?: number;
  /** another script than this package's worker; for tests */
  entry?: string;
}

/**
 * Starts the one worker of this package. The entry stands beside this file
 * in every form that the package takes: TypeScript sources (jest, dev
 * backend), built `dist`, and the bundle of the command line.
 * @public
 */
export function startWorker(options: StartWorkerOptions = {}): Worker {
  const entry = options.entry ?? siblingEntry();
  return new Worker(entry, {
    argv: [],
    // A thread that reads untrusted bytes needs no secrets, and a portal's
    // own `--require` (telemetry, say) must not run once per thread.
    env: {},
    execArgv: entry.endsWith('.ts') ? ['--require', devTransform()] : [],
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      maxOldGenerationSizeMb:
        (options.memoryMb ?? WORKER_MEMORY_MB) + HEAP_HEADROOM_MB,
    },
  });
}

function siblingEntry(): string {
  const suffix = ['.ts', '.cjs.js', '.cjs'].find(s => __filename.endsWith(s));
  return join(dirname(__filename), `worker${suffix ?? '.js'}`);
}

/** Only sources need it: nothing of the Backstage CLI is required at run time. */
function devTransform(): string {
  return createRequire(__filename).resolve(DEV_TRANSFORM);
}
