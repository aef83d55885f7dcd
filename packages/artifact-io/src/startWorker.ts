import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  HEAP_HEADROOM_MB,
  WORKER_MEMORY_MB,
  YOUNG_GENERATION_MB,
} from './limits';

/** Name of the entry that reads texts. */
export const TEXT_WORKER = 'textWorker';

const DEV_TRANSFORM = '@backstage/cli/config/nodeTransform.cjs';

/** @public */
export interface StartWorkerOptions {
  /** what its user holds the thread to, in MiB; V8 itself stops it only far above */
  memoryMb?: number;
  /** another entry of this package than `worker`, by its name; a path for tests */
  entry?: string;
}

/**
 * Starts a worker of this package. The entry stands beside this file
 * in every form that the package takes: TypeScript sources (jest, dev
 * backend), built `dist`, and the bundle of the command line.
 * @public
 */
export function startWorker(options: StartWorkerOptions = {}): Worker {
  const entry = siblingEntry(options.entry ?? 'worker');
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

function siblingEntry(name: string): string {
  if (isAbsolute(name)) {
    return name;
  }
  const suffix = ['.ts', '.cjs.js', '.cjs'].find(s => __filename.endsWith(s));
  return join(dirname(__filename), `${name}${suffix ?? '.js'}`);
}

/** Only sources need it: nothing of the Backstage CLI is required at run time. */
function devTransform(): string {
  return createRequire(__filename).resolve(DEV_TRANSFORM);
}
