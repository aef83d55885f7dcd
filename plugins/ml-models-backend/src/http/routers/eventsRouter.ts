import type { IRouter } from 'express';
import {
  mlModelVerifyPermission,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { CallerCredentials, openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

type Verification = Wire['Verification'];

/** The history of one model, and the last verification of the registry that it is a part of. */
export function eventsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer, models, administration } = options;

  /** All of the registry is read for it: anew only for who may ask that; a reader gets the last word. */
  const verificationFor = async (
    credentials: CallerCredentials,
    caller: string,
  ): Promise<Verification | undefined> => {
    if (await authorizer.may(credentials, mlModelVerifyPermission)) {
      return await administration.verify(caller);
    }
    const last = await administration.lastVerification();
    return last && withoutDetails(last);
  };

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/events',
    async ({ path, query, credentials, caller }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      const page = await models.listEvents(model.id, {
        after: query.after ?? 0,
        limit: query.limit ?? 50,
        order: query.order ?? 'asc',
      });
      const verification =
        query.verify && (await verificationFor(credentials, caller));
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
