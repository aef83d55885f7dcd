/**
 * Entry of the threads that read large texts, to be started by `readText` only. Apart from `worker.ts`: who inspects
 * models needs no YAML.
 *
 * @packageDocumentation
 */
import { parentPort } from 'node:worker_threads';
import { TextError } from '@ml-models/bounded-text';
import { runTextTask } from './text/runTextTask';
import type { TextMessage, TextTask } from './text/TextTask';

if (parentPort) {
  const port = parentPort;
  port.on('message', (task: TextTask) => port.postMessage(answerTo(task)));
}

function answerTo(task: TextTask): TextMessage {
  try {
    return { type: 'read', answer: runTextTask(task) };
  } catch (error) {
    if (error instanceof TextError) {
      const { code, message, position } = error;
      return { type: 'refused', code, message, position };
    }
    return { type: 'broken', message: String(error) };
  }
}
