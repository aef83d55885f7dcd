import type { Worker } from 'node:worker_threads';
import { MEMORY_POLL_MS } from '../limits';

const MIB = 1024 * 1024;

/**
 * Calls `onOver` once when the heap and the array buffers of a thread
 * together pass `limitMb` MiB. Works while the thread is busy: it answers
 * between two steps of its JavaScript. Gives a function that ends the watch.
 *
 * V8's own limit would not do: it leaves array buffers out, and one
 * allocation that does not fit under it ends the process, not the thread.
 */
export function watchMemory(
  worker: Worker,
  limitMb: number,
  onOver: () => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const look = async () => {
    try {
      const { used_heap_size, external_memory } =
        await worker.getHeapStatistics();
      if (!ended && used_heap_size + external_memory > limitMb * MIB) {
        ended = true;
        onOver();
      }
    } catch {
      // The thread has not started yet or has ended: the latter is an event of its own.
    }
    if (!ended) {
      timer = setTimeout(look, MEMORY_POLL_MS);
    }
  };
  timer = setTimeout(look, MEMORY_POLL_MS);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
