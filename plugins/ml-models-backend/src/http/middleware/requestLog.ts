import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import { continueTrace, setRequestTrace } from './requestTrace';

/**
 * One line per request with `trace_id` and `duration_ms`. What a caller types is data beside the message, never
 * part of it (CWE-117).
 */
export function requestLog(options: {
  logger: LoggerService;
  /** milliseconds that only grow, such as `performance.now` */
  monotonic: () => number;
}): RequestHandler {
  return (req, res, next) => {
    const trace = continueTrace(req.header('traceparent'));
    setRequestTrace(res, trace);
    const started = options.monotonic();
    res.once('close', () => {
      options.logger.info('Request answered', {
        trace_id: trace.traceId,
        duration_ms: Math.round(options.monotonic() - started),
        method: req.method,
        path: req.path,
        status: res.statusCode,
        complete: res.writableFinished,
      });
    });
    next();
  };
}
