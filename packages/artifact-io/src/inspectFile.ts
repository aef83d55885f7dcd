import { fstat } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { FileDigests, Inspection } from '@ml-models/model-formats';
import { ArtifactError } from './ArtifactError';
import { ArtifactFile } from './file/ArtifactFile';
import { FileIdentity, identityOf, sameIdentity } from './file/FileIdentity';
import { TIMESTAMP_TICK_MS } from './limits';
import { InspectionPool } from './pool/InspectionPool';
import { cancelled, RunOptions, TaskResult } from './pool/runOnWorker';
import { sharedPool } from './pool/sharedPool';
import { digestInCaller } from './task/digestInCaller';
import { planTasks, TaskPlan } from './task/planTasks';
import { inspectDescriptor } from './task/inspectDescriptor';
import { inspectInCaller } from './task/inspectInCaller';
import {
  DigestRequest,
  InspectRequest,
  ReaderEntry,
  TaskStep,
} from './task/Task';

const fstatOf = promisify(fstat);

/** `merkle` is the whole SHA-256 and the tree over 8 MiB chunks. @public */
export type DigestMode = 'none' | 'sha256' | 'merkle';

/** @public */
export interface InspectProgress {
  /** of the file, hashed so far; stays 0 in step `inspect` */
  bytes: number;
  /** of the file */
  total: number;
  step: TaskStep;
}

/** @public */
export interface InspectFileOptions {
  /** default `merkle` */
  digests?: DigestMode;
  /** read the structure; default true */
  inspect?: boolean;
  /** list every tensor; default false */
  tensors?: boolean;
  /** list nodes and archive members, for structural comparison; default false */
  structure?: boolean;
  /** give the leaves, with `merkle` digests only; default false */
  chunks?: boolean;
  /** asked, in this order, for what the built-in readers leave `unsupported` */
  readers?: readonly ReaderEntry[];
  /** a hint for readers; the format is decided by content */
  fileName?: string;
  /**
   * the calling thread works too: for a process that does nothing else
   * meanwhile and has no threads yet; default false
   */
  inCaller?: boolean;
  /**
   * let the leaves of a large file take a second thread while one is free;
   * several files at once need theirs. Default true.
   */
  spread?: boolean;
  /**
   * nobody writes the file any more, as one that this process spooled and
   * whose digest it knows: its times are not waited for; default false
   */
  settled?: boolean;
  signal?: AbortSignal;
  onProgress?(progress: InspectProgress): void;
  limits?: {
    /** for reading the structure, in ms; passing it is an answer: `TIMEOUT` */
    timeoutMs?: number;
    /** heap and array buffers of a worker in MiB; passing it is an answer: `OUT_OF_MEMORY` */
    memoryMb?: number;
    /** without a byte hashed in a thread, in ms; passing it throws `IDLE_TIMEOUT` */
    idleMs?: number;
  };
  /** default: one pool of the process with a thread per core */
  pool?: InspectionPool;
}

/** @public */
export interface InspectedFile {
  /** when not asked for: `unknown`, `unsupported`, which is never good */
  inspection: Inspection;
  digests?: FileDigests;
  /** leaves in file order, `sha256:` form */
  chunks?: string[];
  /** the state of the file that all of this is about */
  identity: FileIdentity;
}

/**
 * Hashes and reads one open file in worker threads. The whole SHA-256 is the
 * critical path; a large file's structure and leaves use other threads when
 * those are free. Malformed files, and readers that pass their time or
 * memory, are answers with status `failed`, not errors.
 *
 * Throws `ArtifactError` `CHANGED_WHILE_READ` when the file was not the same
 * before and after, `CANCELLED`, `IDLE_TIMEOUT`, `NOT_READABLE`,
 * `WORKER_DIED`. The file stays open; nothing reads it when this settles.
 * @public
 */
export async function inspectFile(
  file: ArtifactFile,
  options: InspectFileOptions = {},
): Promise<InspectedFile> {
  if (!options.settled) {
    await settleTimestamps(file);
  }
  await assertUnchanged(file);
  const result = await readInWorkers(file, options);
  await assertUnchanged(file);
  return toInspectedFile(file, result, options);
}

async function readInWorkers(
  file: ArtifactFile,
  options: InspectFileOptions,
): Promise<TaskResult> {
  const pool = options.pool ?? sharedPool();
  const others = new AbortController();
  const stop = () => others.abort();
  const run: RunOptions = {
    signal: options.signal
      ? AbortSignal.any([options.signal, others.signal])
      : others.signal,
    memoryMb: options.limits?.memoryMb,
    inspectTimeoutMs: options.limits?.timeoutMs,
    digestIdleMs: options.limits?.idleMs,
  };
  const onProgress = (step: TaskStep, bytes: number) =>
    options.onProgress?.({ step, bytes, total: file.size });
  const { caller, threads } = planOf(file, options, pool);
  const work = threads.map((task, index) => {
    // Of two that hash the same bytes, only the first one counts.
    const isFirst = index === 0 && !caller?.digest;
    return () => pool.run(task, isFirst ? { ...run, onProgress } : run);
  });
  if (caller) {
    work.push(() =>
      workInCaller(file, caller, pool, { run: { ...run, onProgress }, stop }),
    );
  }
  try {
    const ended = await together(work, stop);
    return ended.reduce<TaskResult>(merged, {});
  } catch (failure) {
    if (isCode(failure, 'NOT_READABLE')) {
      // A changed file explains it.
      await assertUnchanged(file);
    }
    throw failure;
  }
}

/**
 * What each of `work` gives. The first failure stops the others, which have
 * ended by the time it is thrown; a cancelled one explains nothing.
 */
async function together<T>(
  work: (() => Promise<T>)[],
  stop: () => void,
): Promise<T[]> {
  const ended = await Promise.allSettled(
    work.map(async start => {
      try {
        return await start();
      } catch (error) {
        stop();
        throw error;
      }
    }),
  );
  const failures = ended.flatMap(end =>
    end.status === 'rejected' ? [end.reason as unknown] : [],
  );
  if (failures.length > 0) {
    throw failures.find(error => !isCode(error, 'CANCELLED')) ?? failures[0];
  }
  return ended.flatMap(end => (end.status === 'fulfilled' ? [end.value] : []));
}

function merged(all: TaskResult, { digest, inspection }: TaskResult) {
  return {
    digest: digest ? { ...all.digest, ...digest } : all.digest,
    inspection: inspection ?? all.inspection,
  };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof ArtifactError && error.code === code;
}

/** The structure first: threads that were just asked for start meanwhile. */
async function workInCaller(
  file: ArtifactFile,
  { digest, inspect }: NonNullable<TaskPlan['caller']>,
  pool: InspectionPool,
  { run, stop }: { run: RunOptions; stop(): void },
): Promise<TaskResult> {
  await new Promise(resolve => setImmediate(resolve));
  const inspection = inspect && readInCaller(file, inspect, run.signal);
  const work: (() => Promise<TaskResult>)[] = [];
  if (digest) {
    work.push(() => hashInCaller(file, digest, run));
  }
  if (inspect && !inspection) {
    const { fd, size } = file;
    // Of both, only the hashing tells how far it is.
    const options = digest ? { ...run, onProgress: undefined } : run;
    work.push(() => pool.run({ fd, size, inspect }, options));
  }
  const ended = await together(work, stop);
  return ended.reduce<TaskResult>(merged, { inspection });
}

/** Throws `CANCELLED`; `undefined` when it took too long for this thread. */
function readInCaller(
  { fd, size }: ArtifactFile,
  request: InspectRequest,
  signal: AbortSignal | undefined,
): Inspection | undefined {
  if (signal?.aborted) {
    throw cancelled(signal);
  }
  return inspectInCaller(() => inspectDescriptor(fd, size, request));
}

async function hashInCaller(
  file: ArtifactFile,
  request: DigestRequest,
  { signal, onProgress }: RunOptions,
): Promise<TaskResult> {
  const digest = await digestInCaller(file, request, {
    signal,
    onProgress: bytes => onProgress?.('hash', bytes),
  });
  return { digest };
}

function planOf(
  { fd, size }: ArtifactFile,
  options: InspectFileOptions,
  pool: InspectionPool,
): TaskPlan {
  const { digests = 'merkle', tensors = false, structure } = options;
  const { fileName, readers } = options;
  return planTasks({
    fd,
    size,
    sha256: digests !== 'none',
    leaves: digests === 'merkle',
    inspect:
      options.inspect ?? true
        ? { tensors, structure, fileName, readers }
        : undefined,
    inCaller: options.inCaller ?? false,
    spread: options.spread ?? true,
    free: pool.free,
  });
}

function toInspectedFile(
  file: ArtifactFile,
  { digest, inspection }: TaskResult,
  options: InspectFileOptions,
): InspectedFile {
  const { sha256, merkleRoot, chunkSize, leaves } = digest ?? {};
  return {
    inspection: inspection ?? {
      format: 'unknown',
      status: 'unsupported',
      findings: [],
    },
    ...(sha256 && {
      digests: { sha256, ...(merkleRoot && { merkleRoot, chunkSize }) },
    }),
    ...(options.chunks && leaves && { chunks: leaves }),
    identity: file.identity,
  };
}

async function assertUnchanged(file: ArtifactFile): Promise<void> {
  const now = identityOf(await fstatOf(file.fd, { bigint: true }));
  if (!sameIdentity(now, file.identity)) {
    throw new ArtifactError(
      'CHANGED_WHILE_READ',
      'the file changed while it was read',
      { path: file.path },
    );
  }
}

/**
 * Two writes within one tick of the file system's clock leave the same
 * times: waits until a further write must show.
 */
async function settleTimestamps(file: ArtifactFile): Promise<void> {
  const age = Date.now() - Number(BigInt(file.identity.ctimeNs) / 1_000_000n);
  if (age >= 0 && age < TIMESTAMP_TICK_MS) {
    await sleep(TIMESTAMP_TICK_MS - age);
  }
}
