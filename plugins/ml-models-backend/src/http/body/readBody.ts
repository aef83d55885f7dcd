import type { Request, Response } from 'express';
import { HttpError } from '../errors/HttpError';
import { HTTP_LIMITS } from '../limits';
import { HeldBytes } from './HeldBytes';
import { watchBody } from './watchBody';

const held = new HeldBytes(HTTP_LIMITS.heldBytes);

/**
 * The bytes of a JSON body of at most `maxBytes`; `undefined` when there is none.
 *
 * Throws `HttpError` `UNSUPPORTED_MEDIA_TYPE`, `UNSUPPORTED_ENCODING`, `BODY_TOO_LARGE`, `BODY_TOO_SLOW`, `ABORTED`,
 * `BUSY`.
 */
export async function readBody(
  req: Request,
  res: Response,
  limits: { maxBytes: number; totalMs: number },
): Promise<Uint8Array | undefined> {
  if (!hasBody(req)) {
    return undefined;
  }
  refuseUnreadable(req, limits.maxBytes);
  const { signal, end } = watchBody(req, {
    idleMs: HTTP_LIMITS.bodyIdleMs,
    totalMs: limits.totalMs,
  });
  try {
    return await collect(req, res, { signal, maxBytes: limits.maxBytes });
  } finally {
    end();
  }
}

function hasBody(req: Request): boolean {
  const length = req.header('content-length');
  return (
    req.header('transfer-encoding') !== undefined ||
    (length !== undefined && length !== '0')
  );
}

/** What can be said before a byte is read. */
function refuseUnreadable(req: Request, maxBytes: number): void {
  if (!req.is('application/json')) {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', 'The body is no JSON');
  }
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(
    req.header('content-type') ?? '',
  )?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', 'JSON is UTF-8 (RFC 8259)');
  }
  // unpacking would take memory that the sender has not paid for (CWE-409)
  const encoding = req.header('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new HttpError('UNSUPPORTED_ENCODING', 'Send the body as it is');
  }
  if (Number(req.header('content-length') ?? 0) > maxBytes) {
    throw tooLarge(maxBytes);
  }
}

function collect(
  req: Request,
  res: Response,
  { signal, maxBytes }: { signal: AbortSignal; maxBytes: number },
): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  let failed = false;
  return new Promise<Uint8Array>((resolve, reject) => {
    const fail = (error: unknown) => {
      failed = true;
      req.pause();
      reject(error);
    };
    req.on('data', (part: Buffer) => {
      if (failed) {
        return;
      }
      bytes += part.length;
      if (bytes > maxBytes) {
        fail(tooLarge(maxBytes));
        return;
      }
      try {
        held.take(part.length, res);
        parts.push(part);
      } catch (error) {
        fail(error);
      }
    });
    req.once('end', () => resolve(Buffer.concat(parts)));
    req.once('error', cause =>
      fail(new HttpError('ABORTED', 'The body ended too early', { cause })),
    );
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError('BODY_TOO_LARGE', `More than ${maxBytes} bytes`);
}
