import {
  mlModelAdministerPermission,
  VOCABULARY,
} from '@ml-models/backstage-plugin-ml-models-common';
import { bodyRoute, COMMAND_BODY, Doors } from '../bodyRoute';
import { HttpError } from '../errors/HttpError';
import { CallerCredentials, openApiRoute } from '../openApiRoute';
import type { RouterOptions } from '../RouterOptions';

/** Where words of an erased document may stand all the same; told before and after. */
const NOT_ERASED = [
  {
    section: 'events',
    reason:
      'title, description, tags, names and paths of a declaration, and messages and evidence of its checks, are in the history in clear and stay',
  },
  {
    section: 'other documents',
    reason:
      'an earlier or later declaration, a bill of materials or a card that repeats the words is another document, with a digest of its own',
  },
  {
    section: 'elsewhere',
    reason: 'back-ups, the catalog, the source, logs',
  },
];

/** What administrators do with the registry as a whole. */
export function adminRouter(doors: Doors, options: RouterOptions): void {
  const { httpAuth, authorizer, models, jobs, administration } = options;
  const { operations: router } = doors;
  const administer = (credentials: CallerCredentials) =>
    authorizer.require(credentials, mlModelAdministerPermission);

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/admin/status',
    async ({ credentials }) => {
      await administer(credentials);
      const [[running], ended, readiness] = await Promise.all([
        jobs.list({ state: 'running', limit: 1 }),
        Promise.all(
          VOCABULARY.AdminJobKind.map(async kind => {
            const found = await jobs.list({ kind, limit: 2 });
            return found.find(({ state }) => state !== 'running');
          }),
        ),
        options.readiness.read(),
      ]);
      const verification = await administration.lastVerification();
      return {
        status: 200,
        body: {
          running: running ?? null,
          newest: ended.filter(job => job !== undefined),
          readiness,
          ...(verification && { verification }),
        },
      };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/admin/jobs',
    async ({ query, credentials }) => {
      await administer(credentials);
      const items = await jobs.list({
        kind: query.kind,
        limit: query.limit ?? 50,
      });
      return { status: 200, body: { items } };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/admin/jobs/{id}',
    async ({ path, credentials }) => {
      await administer(credentials);
      const job = await jobs.get(path.id);
      if (!job) {
        throw new HttpError('JOB_NOT_FOUND', 'There is no such job');
      }
      return { status: 200, body: job };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/admin/jobs',
    {
      body: COMMAND_BODY,
      admit: ({ credentials }) => administer(credentials),
    },
    async ({ body, caller }) => ({
      status: 202,
      body: await administration.jobs.start(body.kind, caller),
    }),
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/admin/documents/{digest}/erasure',
    async ({ path, credentials }) => {
      await administer(credentials);
      const found = await models.erasable(path.digest);
      return {
        status: 200,
        body: { document: path.digest, ...found, notErased: NOT_ERASED },
      };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/admin/documents/{digest}/erasure',
    {
      body: COMMAND_BODY,
      admit: ({ credentials }) => administer(credentials),
    },
    async ({ path, body, caller }) => {
      const erased = await models.eraseDocument(path.digest, {
        by: caller,
        reason: body.reason,
        models: body.models,
      });
      return {
        status: 200,
        body: { document: path.digest, ...erased, notErased: NOT_ERASED },
      };
    },
  );
}
