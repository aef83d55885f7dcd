import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

/** W3C Trace Context, level 1. */
export interface RequestTrace {
  /** 32 lower-case hex digits */
  traceId: string;
  /** header for whatever this request starts, in the same trace */
  traceparent: string;
}

const TRACEPARENT =
  /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;

/** The caller's trace, continued; a header that the specification calls invalid starts a new one (§3.2.2.3). */
export function continueTrace(header: string | undefined): RequestTrace {
  const match = TRACEPARENT.exec(header ?? '');
  const valid =
    match !== null &&
    match[1] !== 'ff' &&
    !(match[1] === '00' && header!.length !== 55) &&
    !/^0+$/.test(match[2]) &&
    !/^0+$/.test(match[3]);
  const traceId = valid ? match[2] : randomBytes(16).toString('hex');
  const flags = valid ? match[4] : '00';
  const parentId = randomBytes(8).toString('hex');
  return { traceId, traceparent: `00-${traceId}-${parentId}-${flags}` };
}

/** The trace that `requestLog` put on this answer. */
export function requestTrace(res: Response): RequestTrace {
  const trace: RequestTrace | undefined = res.locals.mlModelsTrace;
  return trace ?? continueTrace(undefined);
}

export function setRequestTrace(res: Response, trace: RequestTrace): void {
  res.locals.mlModelsTrace = trace;
}
