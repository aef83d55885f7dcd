import { COLD_SPLIT_BYTES, SPLIT_BYTES } from '../limits';
import { DigestRequest, InspectRequest, TaskRequest } from './Task';

export interface PlanInput {
  fd: number;
  /** bytes */
  size: number;
  sha256: boolean;
  leaves: boolean;
  inspect?: InspectRequest;
  /** the calling thread works too, and the others have to be started */
  inCaller: boolean;
  /** leaves of a large file may take a thread of their own */
  spread: boolean;
  /** threads that would start at once, the caller not among them */
  free: number;
}

/** Who does what with one file. The whole SHA-256, if any, comes first. */
export interface TaskPlan {
  /** in the calling thread */
  caller?: { digest?: DigestRequest; inspect?: InspectRequest };
  /** each on a thread */
  threads: TaskRequest[];
}

/**
 * The whole SHA-256 is the critical path and gets a thread of its own where
 * the file is worth a second one: that hashes the leaves, then reads the
 * structure, which is short. A caller, whose threads have to be started first,
 * reads the structure itself: that takes no longer.
 */
export function planTasks(input: PlanInput): TaskPlan {
  const { fd, size, sha256, leaves, inspect, inCaller, spread, free } = input;
  const splitBytes = inCaller ? COLD_SPLIT_BYTES : SPLIT_BYTES;
  const isSplit = sha256 && size >= splitBytes && spread && free >= 2;
  // Reading beside a hash takes a quarter of a core, which other hashes do not
  // leave, and takes longer to get going than it saves in a small file.
  const hashes = isSplit && leaves ? 2 : 1;
  const overlap = spread && size >= splitBytes && free >= 2 * hashes;
  const digest = sha256 ? { sha256, leaves, overlap } : undefined;
  if (!isSplit) {
    if (!digest && !inspect) {
      return { threads: [] };
    }
    return inCaller
      ? { caller: { digest, inspect }, threads: [] }
      : { threads: [{ fd, size, digest, inspect }] };
  }
  const first = { sha256, leaves: false, overlap };
  const second = leaves ? { sha256: false, leaves, overlap } : undefined;
  if (inCaller) {
    return {
      caller: { digest: first, inspect },
      threads: second ? [{ fd, size, digest: second }] : [],
    };
  }
  const besides: TaskRequest[] =
    second || inspect ? [{ fd, size, digest: second, inspect }] : [];
  return { threads: [{ fd, size, digest: first }, ...besides] };
}
