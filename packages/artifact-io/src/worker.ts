/**
 * Entry of the worker thread, to be started by `startWorker` only: takes one
 * task after the other and answers with messages.
 *
 * @packageDocumentation
 */
import { parentPort } from 'node:worker_threads';
import { runTask } from './task/runTask';
import { TaskRequest } from './task/Task';

if (parentPort) {
  const port = parentPort;
  port.on('message', (task: TaskRequest) =>
    runTask(task, message => port.postMessage(message)),
  );
}
