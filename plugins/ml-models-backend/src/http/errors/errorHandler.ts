import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { HTTP_LIMITS } from '../limits';
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
    if (req.complete) {
      res.status(status).json(body);
    } else {
      answerEarly(req, res.status(status), body);
    }
  };
}

/**
 * Answers while the body still comes, and closes the connection, as what is left of the body would be taken for the
 * next request. Closed at once, a sender in the middle of its body would see a broken connection and no answer: what
 * comes is thrown away for a moment (RFC 9112 §9.6).
 */
function answerEarly(req: Request, res: Response, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  res.writeHead(res.statusCode, {
    Connection: 'close',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': text.length,
  });
  res.write(text);
  const end = () => res.end();
  const timer = setTimeout(end, HTTP_LIMITS.lingerMs);
  req.once('close', () => clearTimeout(timer));
  req.once('end', end);
  req.resume();
}

function problemsOf(error: Error): Wire['Problem'][] {
  if (!('problems' in error) || !Array.isArray(error.problems)) {
    return [];
  }
  return error.problems;
}
