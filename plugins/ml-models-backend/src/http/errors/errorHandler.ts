import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ErrorRequestHandler } from 'express';
import { requestTrace } from '../middleware/requestTrace';
import { HttpError } from './HttpError';
import { errorStatus } from './errorStatus';

/**
 * Last handler of the router. Every refusal leaves as `{"error":{name,code,message,problems}}`; `request` and
 * `response` stand beside it because the portal's own client reads the status there. What is not ours to
 * explain leaves as 500 without its message.
 */
export function errorHandler(options: {
  logger: LoggerService;
}): ErrorRequestHandler {
  return (raw: unknown, req, res, next) => {
    const error = raw instanceof Error ? raw : new Error(String(raw));
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = errorStatus(error);
    if (!known) {
      // the path is data: as part of the message its % signs would be placeholders (CWE-134)
      options.logger.error('Request failed', {
        method: req.method,
        path: req.path,
        trace_id: requestTrace(res).traceId,
        error: error.stack ?? String(error),
      });
    }
    const problems = known ? problemsOf(error) : [];
    const status = known?.status ?? 500;
    const body: Wire['ErrorBody'] = {
      error: {
        name: known ? error.name : 'InternalError',
        code: known?.code ?? 'INTERNAL',
        message: known
          ? error.message
          : 'The server could not answer; its log has the reason under this trace id',
        ...(problems.length ? { problems } : {}),
        ...(error instanceof HttpError &&
          error.ingestionId && { ingestionId: error.ingestionId }),
        ...(known ? {} : { traceId: requestTrace(res).traceId }),
      },
      request: { method: req.method, url: req.originalUrl },
      response: { statusCode: status },
    };
    // a body that was not read to its end would be taken for the next request
    if (!req.complete) {
      res.setHeader('Connection', 'close');
    }
    res.status(status).json(body);
  };
}

function problemsOf(error: Error): Wire['Problem'][] {
  if (!('problems' in error) || !Array.isArray(error.problems)) {
    return [];
  }
  return error.problems;
}
