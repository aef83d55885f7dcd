import { FormatError, inspect, Inspection } from '@ml-models/model-formats';
import { PROGRESS_INTERVAL_MS } from '../limits';
import { DescriptorSource } from './DescriptorSource';
import { digestDescriptor } from './digestDescriptor';
import { failedInspection } from './failedInspection';
import { InspectRequest, TaskMessage, TaskRequest } from './Task';

/** One task from its first byte to `done`; never rejects. */
export async function runTask(
  task: TaskRequest,
  post: (message: TaskMessage) => void,
): Promise<void> {
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
    const inspection = inspectDescriptor(fd, size, task.inspect);
    post({ type: 'inspection', inspection });
  }
  post({ type: 'done' });
}

function inspectDescriptor(
  fd: number,
  size: number,
  request: InspectRequest,
): Inspection {
  try {
    return inspect(new DescriptorSource(fd, size), request);
  } catch (error) {
    if (error instanceof FormatError) {
      return failedInspection(error.code, error.message, error.offset);
    }
    return failedInspection('INTERNAL', `the reader broke: ${String(error)}`);
  }
}

function throttled(report: (bytes: number) => void): (bytes: number) => void {
  let last = Date.now();
  return bytes => {
    const now = Date.now();
    if (now - last >= PROGRESS_INTERVAL_MS) {
      last = now;
      report(bytes);
    }
  };
}
