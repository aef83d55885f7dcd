import type { IRouter } from 'express';
import { requestTrace } from '../middleware/requestTrace';
import { detachedBody } from '../body/detachedBody';
import { watchBody } from '../body/watchBody';
import { checkPath } from '../checkPath';
import { HttpError } from '../errors/HttpError';
import { HTTP_LIMITS } from '../limits';
import { callerOf } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';
import { refuseIfLacking } from './refuseIfLacking';

const ARTIFACT_PATH =
  '/models/{namespace}/{name}/versions/{version}/artifacts/{path}';

/** Bodies that are streamed. Mounted before the validator, which would read them into memory. */
export function uploadsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, uploads, desk } = options;
  const check = checkPath(ARTIFACT_PATH);

  router.put(
    '/models/:namespace/:name/versions/:version/artifacts/:path',
    async (req, res) => {
      check(req.params);
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const right = await options.ingestRight(credentials);
      const modelRef = modelRefOf(req.params);
      await right.upload(modelRef);
      const body = detachedBody(req);
      const staged = await uploads
        .stage({
          modelRef,
          version: req.params.version,
          path: req.params.path,
          by: callerOf(credentials),
          ...body,
        })
        .finally(() => body.stream.destroy());
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
    const watch = watchBody(req, {
      idleMs: HTTP_LIMITS.bodyIdleMs,
      totalMs: HTTP_LIMITS.multipartTotalMs,
    });
    const { stream } = detachedBody(req);
    const { stagingId, entity } = await uploads
      .receive({
        contentType: req.header('content-type') ?? '',
        stream,
        by,
        signal: watch.signal,
        allow: sent => right.declared(sent, 'upload'),
      })
      .catch(error => {
        // that it was too slow explains what happened to the body
        throw isCode(watch.signal.reason, 'BODY_TOO_SLOW')
          ? watch.signal.reason
          : error;
      })
      .finally(() => {
        watch.end();
        stream.destroy();
      });
    const ingestionId = await desk
      .request({
        entity,
        trigger: 'upload',
        requestedBy: by,
        traceparent: requestTrace(res).traceparent,
        stagingId,
      })
      .catch(async error => {
        await uploads.remove(stagingId);
        throw error;
      });
    refuseIfLacking(desk.lacks(entity), ingestionId);
    res.status(202).json({ ingestionId });
  });
}

function isCode(error: unknown, code: HttpError['code']): boolean {
  return error instanceof HttpError && error.code === code;
}
