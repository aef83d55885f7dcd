import type { RequestHandler } from 'express';
import type { RegistryMetrics } from '../../metrics/RegistryMetrics';

/** Counts each answer of the router it is mounted on. */
export function countRequests(
  metrics: Pick<RegistryMetrics, 'requestAnswered'>,
): RequestHandler {
  return (_req, res, next) => {
    res.once('finish', () => metrics.requestAnswered(res.statusCode));
    next();
  };
}
