import { createHash } from 'node:crypto';
import { detectFormat, inspect } from '@ml-models/model-formats';
import { DescriptorSource } from './DescriptorSource';
import { digestDescriptor } from './digestDescriptor';
import { failedInspection } from './failedInspection';
import { InspectRequest, TaskMessage, TaskRequest } from './Task';
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
    inspectDescriptor(fd, size, task.inspect, post);
  }
  post({ type: 'done' });
}

function inspectDescriptor(
  fd: number,
  size: number,
  request: InspectRequest,
  post: Post,
): void {
  const source = new DescriptorSource(fd, size);
  try {
    if (size > 0) {
      post({ type: 'format', format: detectFormat(source) });
    }
    const inspection = inspect(source, {
      ...request,
      createSha256: () => createHash('sha256'),
    });
    post({ type: 'inspection', inspection });
  } catch (error) {
    const message = `the reader broke: ${String(error)}`;
    const inspection = failedInspection({ code: 'INTERNAL', message });
    post({ type: 'inspection', inspection });
  }
}
