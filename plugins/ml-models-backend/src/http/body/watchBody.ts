import type { Request } from 'express';
import { HttpError } from '../errors/HttpError';
import { HTTP_LIMITS } from '../limits';

/**
 * A signal that aborts with `BODY_TOO_SLOW` when the sender of a body makes no progress for `idleMs`, or is not done
 * after `totalMs` (CWE-400), and with `ABORTED` when it went away. It asks what came over the socket, so that the body
 * stays for whoever reads it. `end` stops the watch.
 */
export function watchBody(
  req: Request,
  limits: { idleMs: number; totalMs: number },
): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const { socket } = req;
  const stepMs = HTTP_LIMITS.bodyWatchMs;
  let received = socket.bytesRead;
  let idleMs = 0;
  let totalMs = 0;
  const onClose = () => {
    if (!req.complete) {
      controller.abort(new HttpError('ABORTED', 'The body ended too early'));
    }
  };
  const watch: { timer?: NodeJS.Timeout } = {};
  const end = () => {
    clearInterval(watch.timer);
    req.off('close', onClose);
  };
  watch.timer = setInterval(() => {
    if (req.complete) {
      end();
      return;
    }
    idleMs = socket.bytesRead === received ? idleMs + stepMs : 0;
    received = socket.bytesRead;
    totalMs += stepMs;
    if (idleMs >= limits.idleMs || totalMs >= limits.totalMs) {
      controller.abort(
        new HttpError('BODY_TOO_SLOW', 'The body came too slowly'),
      );
    }
  }, stepMs);
  req.once('close', onClose);
  controller.signal.addEventListener('abort', end, { once: true });
  return { signal: controller.signal, end };
}
