import { PassThrough, type Readable } from 'node:stream';
import type { Request } from 'express';

/**
 * The bytes of a body apart from its connection. Who reads it may end early for a reason of its own: a request that is
 * destroyed takes the connection with it, and with that the answer that says why. `signal` aborts when the sender really
 * went away.
 */
export function detachedBody(req: Request): {
  stream: Readable;
  signal: AbortSignal;
} {
  const controller = new AbortController();
  const stream = new PassThrough();
  const onClose = () => {
    if (!req.complete) {
      controller.abort();
      stream.destroy();
    }
  };
  req.once('close', onClose);
  stream.once('close', () => req.unpipe(stream));
  if (req.destroyed) {
    onClose();
  } else {
    req.pipe(stream);
  }
  return { stream, signal: controller.signal };
}
