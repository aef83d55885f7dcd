import type { IRouter } from 'express';
import {
  mlModelVerifyPermission,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelStore } from '../../store/ModelStore';
import { CallerCredentials, openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

type Verification = Wire['Verification'];

/** The history of one model, and the proof that the registry's chain holds. */
export function eventsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer, models, administration } = options;
  const verify = sharedVerification(models);

  let last: Verification | undefined;

  /** All events of the registry are read for it: anew only for who may ask that; a reader gets the last word. */
  const verificationFor = async (credentials: CallerCredentials) => {
    const recorded = await administration.lastVerification();
    if (await authorizer.may(credentials, mlModelVerifyPermission)) {
      const found = await verify();
      last = { ...found, verifiedAt: options.now().toISOString() };
      return { verification: last, ...(recorded && { recorded }) };
    }
    const known = last ?? recorded;
    return {
      ...(known && { verification: withoutDetails(known) }),
      ...(recorded && { recorded: withoutDetails(recorded) }),
    };
  };

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
      return {
        status: 200,
        body: {
          nextAfter: page.nextAfter,
          items: page.items.map(event => ({
            ...event,
            data: { ...event.data },
          })),
          ...(query.verify && (await verificationFor(credentials))),
        },
      };
    },
  );
}

/** What is broken may be named by a model that the reader may not see. */
function withoutDetails(verification: Verification): Verification {
  const { problem, problems: _, ...rest } = verification;
  return problem
    ? {
        ...rest,
        problem: {
          kind: problem.kind,
          message: 'somebody who may verify the registry sees what it is',
        },
      }
    : verification;
}

/** The whole chain is read for each verification; who asks while one runs gets the next one, together. */
function sharedVerification(
  models: Pick<ModelStore, 'verifyChain'>,
): () => Promise<Verification> {
  let running: Promise<Verification> | undefined;
  let next: Promise<Verification> | undefined;
  const start = (): Promise<Verification> => {
    const verification = models.verifyChain().finally(() => {
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
