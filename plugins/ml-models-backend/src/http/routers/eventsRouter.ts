import type { IRouter } from 'express';
import type { ModelStore } from '../../store/ModelStore';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

type Verification = Awaited<ReturnType<ModelStore['verify']>>;

/** The history of one model, and the proof that the registry's chain holds. */
export function eventsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer, models } = options;
  const verify = sharedVerification(models);

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/events',
    async ({ path, query, credentials }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      const page = await models.listEvents(model.id, {
        after: query.after ?? 0,
        limit: query.limit ?? 50,
        order: query.order ?? 'asc',
      });
      const verification = query.verify ? await verify() : undefined;
      return {
        status: 200,
        body: {
          nextAfter: page.nextAfter,
          items: page.items.map(event => ({
            ...event,
            data: { ...event.data },
          })),
          ...(verification && { verification }),
        },
      };
    },
  );
}

/** The whole chain is read for each verification; who asks while one runs gets the next one, together. */
function sharedVerification(
  models: Pick<ModelStore, 'verify'>,
): () => Promise<Verification> {
  let running: Promise<Verification> | undefined;
  let next: Promise<Verification> | undefined;
  const start = (): Promise<Verification> => {
    const verification = models.verify().finally(() => {
      running = undefined;
    });
    running = verification;
    return verification;
  };
  return () => {
    if (!running) {
      return start();
    }
    // one that started before the question would not see what was recorded since
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
