import type { FetchApi } from '@backstage/core-plugin-api';
import {
  createMlModelsClient,
  MlModelsClient,
} from '@ml-models/backstage-plugin-ml-models-common';

const METHODS_WITHOUT_BODY = ['GET', 'HEAD'];

/**
 * Client over the portal's `fetch`, which resolves `plugin://` and adds the
 * token.
 *
 * The portal re-creates a request when it resolves `plugin://`. Handing it a
 * `Request` would turn every body into a stream, which browsers refuse over
 * HTTP/1.1, so the request travels as address and options.
 * @public
 */
export function createPortalClient(fetchApi: FetchApi): MlModelsClient {
  const portalFetch = async (request: Request) =>
    fetchApi.fetch(request.url, {
      method: request.method,
      headers: Object.fromEntries(request.headers.entries()),
      ...(METHODS_WITHOUT_BODY.includes(request.method)
        ? {}
        : { body: await request.text() }),
    });
  return createMlModelsClient({
    baseUrl: 'plugin://ml-models',
    fetch: (input, init) => portalFetch(new Request(input, init)),
  });
}
