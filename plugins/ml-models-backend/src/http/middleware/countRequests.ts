import type { RequestHandler } from 'express';
import type { RegistryMetrics } from '../../metrics/RegistryMetrics';

/** Counts each answer of the router it is mounted on, and how long it took. */
export function countRequests(options: {
  metrics: Pick<RegistryMetrics, 'requestAnswered' | 'latency'>;
  /** milliseconds that only grow, such as `performance.now` */
  monotonic: () => number;
}): RequestHandler {
  const { metrics, monotonic } = options;
  return (req, res, next) => {
    const started = monotonic();
    const { path } = req;
    res.once('finish', () => {
      metrics.requestAnswered(res.statusCode);
      metrics.latency.request(path, (monotonic() - started) / 1000);
    });
    next();
  };
}
