import type { IRouter } from 'express';
import type { RouterOptions } from '../RouterOptions';

/** For probes and monitors: no token, and words that tell a stranger nothing. */
export function readinessRouter(
  router: IRouter,
  { readiness }: Pick<RouterOptions, 'readiness'>,
): void {
  router.get('/readiness', async (_req, res) => {
    const answer = await readiness.read();
    res
      .set('Cache-Control', 'no-store')
      .status(answer.ready ? 200 : 503)
      .json(answer);
  });
}
