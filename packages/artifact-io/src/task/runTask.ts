import { digestDescriptor } from './digestDescriptor';
import { inspectDescriptor } from './inspectDescriptor';
import { TaskMessage, TaskRequest } from './Task';
import { throttled } from './throttled';

type Post = (message: TaskMessage) => void;

/** One task from its first byte to `done` or `unreadable`; never rejects. */
export async function runTask(task: TaskRequest, post: Post): Promise<void> {
  const { fd, size } = task;
  if (task.digest) {
    post({ type: 'progress', step: 'hash', bytes: 0 });
    try {
      const onProgress = throttled(bytes =>
        post({ type: 'progress', step: 'hash', bytes }),
      );
      const result = await digestDescriptor(fd, size, task.digest, onProgress);
      post({ type: 'digest', result });
    } catch (error) {
      post({ type: 'unreadable', message: String(error) });
      return;
    }
  }
  if (task.inspect) {
    post({ type: 'progress', step: 'inspect', bytes: 0 });
    const inspection = inspectDescriptor(fd, size, task.inspect, format =>
      post({ type: 'format', format }),
    );
    post({ type: 'inspection', inspection });
  }
  post({ type: 'done' });
}
