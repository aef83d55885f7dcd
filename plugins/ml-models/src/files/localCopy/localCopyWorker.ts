import { answerRequest } from './answerRequest';
import type { LocalCopyRequest } from './workerMessages';

/**
 * Entry of the web worker that hashes a local file, an entry of the package as
 * well: bundlers find it by the package's name from our sources and from what
 * is published alike.
 */
globalThis.addEventListener(
  'message',
  ({ data }: MessageEvent<LocalCopyRequest>) =>
    answerRequest(data, message => globalThis.postMessage(message)),
);
