import type { IRouter, Request } from 'express';
import { requestTrace } from '../middleware/requestTrace';
import { callerOf } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';
import { refuseIfLacking } from './refuseIfLacking';

/** Bodies that are streamed. Mounted before the validator, which would read them into memory. */
export function uploadsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, uploads, desk } = options;

  router.put(
    '/models/:namespace/:name/versions/:version/artifacts/:path',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const right = await options.ingestRight(credentials);
      const modelRef = modelRefOf(req.params);
      await right.upload(modelRef);
      const staged = await uploads.stage({
        modelRef,
        version: req.params.version,
        path: req.params.path,
        stream: req,
        by: callerOf(credentials),
        signal: closedSignal(req),
      });
      res.status(201).json(staged);
    },
  );

  router.post('/models', async (req, res, next) => {
    if (!req.is('multipart/form-data')) {
      next();
      return;
    }
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const right = await options.ingestRight(credentials);
    const by = callerOf(credentials);
    const { stagingId, entity } = await uploads.receive({
      contentType: req.header('content-type') ?? '',
      stream: req,
      by,
      signal: closedSignal(req),
      allow: sent => right.declared(sent, 'upload'),
    });
    const ingestionId = await desk.request({
      entity,
      trigger: 'upload',
      requestedBy: by,
      traceparent: requestTrace(res).traceparent,
      stagingId,
    });
    refuseIfLacking(desk.lacks(entity), ingestionId);
    res.status(202).json({ ingestionId });
  });
}

/** Ends the work on a body whose sender went away. */
function closedSignal(req: Request): AbortSignal {
  const controller = new AbortController();
  req.once('close', () => {
    if (!req.complete) {
      controller.abort();
    }
  });
  return controller.signal;
}
