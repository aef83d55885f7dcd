import {
  createMlModelsClient,
  MlModelsClient,
} from '@ml-models/backstage-plugin-ml-models-common';

/** Answers one request: a JSON body, or a whole response. */
export type FakeRoute = (request: {
  url: URL;
  body: unknown;
}) => unknown | Response;

export interface FakeBackend {
  client: MlModelsClient;
  /** `METHOD /path?query` of every request so far */
  requests: string[];
}

const BASE_URL = 'http://localhost/api/ml-models';

/** The error body of the HTTP contract. */
export function failure(status: number, message: string): Response {
  return new Response(JSON.stringify({ error: { name: 'Error', message } }), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

/**
 * The real client over routes named `METHOD /path`, without query. What has no
 * route answers 404, as the backend does.
 */
export function fakeBackend(routes: Record<string, FakeRoute>): FakeBackend {
  const requests: string[] = [];
  const answer = async (request: Request) => {
    const url = new URL(request.url);
    const path = url.pathname.replace('/api/ml-models', '');
    requests.push(`${request.method} ${path}${url.search}`);
    const route = routes[`${request.method} ${path}`];
    if (!route) {
      return failure(404, `No route for ${request.method} ${path}`);
    }
    const text = await request.text();
    const result = await route({ url, body: text && JSON.parse(text) });
    return result instanceof Response
      ? result
      : new Response(JSON.stringify(result), {
          headers: { 'content-type': 'application/json' },
        });
  };
  return {
    requests,
    client: createMlModelsClient({
      baseUrl: BASE_URL,
      fetch: (input, init) => answer(new Request(input, init)),
    }),
  };
}
