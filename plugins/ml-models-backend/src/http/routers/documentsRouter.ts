import type { IRouter } from 'express';
import { HttpError } from '../errors/HttpError';
import { openApiRoute } from '../openApiRoute';
import type { RouterOptions } from '../RouterOptions';
import { sendDocument } from './sendDocument';

/** Documents by digest, for whoever may read a model whose history names them. */
export function documentsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer, models } = options;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/documents/{digest}',
    async ({ path, credentials, req, res }) => {
      const mayRead = await authorizer.reader(credentials);
      for (const id of await models.documentHolders(path.digest)) {
        const holder = await models.findModel({ id });
        if (holder && mayRead(holder)) {
          await sendDocument(models, req, res, {
            digest: path.digest,
            fileName: path.digest.replace(':', '-'),
          });
          return undefined;
        }
      }
      throw new HttpError(
        'DOCUMENT_NOT_FOUND',
        'No model that you may read holds this document',
      );
    },
  );
}
