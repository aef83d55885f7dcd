import {
  mlModelAdministerPermission,
  VOCABULARY,
} from '@ml-models/backstage-plugin-ml-models-common';
import { bodyRoute, COMMAND_BODY, Doors } from '../bodyRoute';
import { HttpError } from '../errors/HttpError';
import { CallerCredentials, openApiRoute } from '../openApiRoute';
import type { RouterOptions } from '../RouterOptions';

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
      });
      return { status: 200, body: { document: path.digest, ...erased } };
    },
  );
}
