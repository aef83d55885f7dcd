import { answerRequest } from '../files/localCopy/answerRequest';
import type {
  LocalCopyMessage,
  LocalCopyRequest,
} from '../files/localCopy/workerMessages';

/** The worker's own code without a thread: jest cannot load what only bundlers understand. */
export function createLocalCopyWorker() {
  let ended = false;
  const worker = {
    onmessage: (_event: { data: LocalCopyMessage }) => {},
    postMessage(request: LocalCopyRequest) {
      answerRequest(request, message => {
        if (!ended) {
          worker.onmessage({ data: structuredClone(message) });
        }
      });
    },
    terminate() {
      ended = true;
    },
  };
  return worker;
}
