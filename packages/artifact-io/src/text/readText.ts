import { JSON_THREAD_BYTES, YAML_THREAD_BYTES } from '../limits';
import { runTextTask } from './runTextTask';
import { TextThreads } from './TextThreads';
import type { TextAnswer, TextTask } from './TextTask';

let threads: TextThreads | undefined;

/**
 * Reads a text without holding up the caller's thread: a small one at once, a larger one in a thread under a limit on
 * time and memory.
 *
 * Throws `TextError`, and `ArtifactError` `BUSY`, `WORKER_DIED`.
 * @public
 */
export async function readText(task: TextTask): Promise<TextAnswer> {
  const most = task.syntax === 'json' ? JSON_THREAD_BYTES : YAML_THREAD_BYTES;
  if (task.bytes.length <= most) {
    return runTextTask(task);
  }
  threads ??= new TextThreads();
  return threads.read(task);
}
