import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { openapi } from '../schema/openapi.generated';
import { aRegistration } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import {
  OpenApiOperation,
  openApiOperations,
} from './__testUtils__/openApiOperations';
import {
  BASE,
  RunningRegistry,
  startRegistry,
} from './__testUtils__/startRegistry';

jest.setTimeout(120_000);

/** Values of a path's or a query's parameter that no caller should send, percent-encoded as they stand there. */
const BAD = [
  '%E0%A4%A',
  '%',
  '%00',
  '%0a',
  '%25s%25d',
  '..%2F..',
  '1e30',
  '-1',
  '9007199254740993',
  '99999999999999999999999',
  'NaN',
  '%F0%9F%92%A9',
  '%ED%A0%80',
  "'%20or%201=1",
  'constructor',
  '__proto__',
  'x'.repeat(2_000),
];
const GOOD: Record<string, string> = {
  namespace: 'default',
  name: 'lora',
  version: 'v1',
  path: 'model.safetensors',
  reviewId: 'rev-1',
  digest: `sha256:${'0'.repeat(64)}`,
  id: 'mdl-01ARZ3NDEKTSV4RRFFQ69G5FAV',
};

interface Parameter {
  name: string;
  in: 'path' | 'query';
}

/** Each operation once for every parameter that it has. */
const cases = openApiOperations.flatMap(operation =>
  parametersOf(operation).map(parameter => ({
    ...operation,
    parameter,
    title: `${operation.method} ${operation.path} ${parameter.name}`,
  })),
);

function parametersOf({ path, method }: OpenApiOperation): Parameter[] {
  const item = (
    openapi.paths as Record<string, Record<string, { parameters?: object[] }>>
  )[path];
  const own = item[method]?.parameters ?? [];
  const shared: unknown = item.parameters ?? [];
  return [...(Array.isArray(shared) ? shared : []), ...own].map(
    (parameter: Parameter & { $ref?: string }) =>
      parameter.$ref === undefined
        ? parameter
        : (openapi.components.parameters as Record<string, unknown>)[
            parameter.$ref.split('/').at(-1) ?? ''
          ],
  ) as Parameter[];
}

function urlOf(path: string, bad: string, { name, in: place }: Parameter) {
  const filled = path.replace(/\{([A-Za-z]+)\}/g, (_, key) =>
    place === 'path' && key === name ? bad : GOOD[key],
  );
  return `${BASE}${filled}${place === 'query' ? `?${name}=${bad}` : ''}`;
}

eachDatabase('a bad parameter', init => {
  const spool = createMockDirectory();
  let registry: RunningRegistry;

  beforeAll(async () => {
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
    });
    await registry.stores.models.execute(
      aRegistration({ modelRef: 'mlmodel:default/lora', version: 'v1' }),
      { by: 'user:default/mock' },
    );
  });
  afterAll(() => registry.stop());

  it.each(cases)(
    'is a mistake of the caller, never of the server: $title',
    async ({ method, path, parameter, requestBody }) => {
      const origin = request(registry.server).get('').url;
      const answers = await Promise.all(
        BAD.map(async bad => {
          const url = urlOf(path, bad, parameter);
          const answer = await fetch(`${new URL(origin).origin}${url}`, {
            method: method.toUpperCase(),
            headers: {
              Authorization: mockCredentials.user.header(),
              ...(requestBody && { 'Content-Type': 'application/json' }),
            },
            ...(requestBody && { body: '{}' }),
          });
          await answer.arrayBuffer();
          return `${answer.status} ${url}`;
        }),
      );
      expect(answers.filter(answer => answer.startsWith('5'))).toEqual([]);
    },
  );

  it.each([
    ['get', '/models/%E0%A4%A/x'],
    ['put', '/models/default/%E0%A4%A/versions/v1/artifacts/a'],
    ['put', '/models/default/a%20b/versions/v1/artifacts/a'],
    ['put', `/models/default/${'x'.repeat(64)}/versions/v1/artifacts/a`],
    ['put', '/models/default/lora/versions/%01/artifacts/a'],
    ['post', '/models/default/a%20b/versions/v1/drift'],
    ['get', '/models/default/lora/events?after=1e30'],
    ['get', '/models/default/lora/events?after=9007199254740993'],
  ])('is 400 INVALID_REQUEST: %s %s', async (method, path) => {
    const { origin } = new URL(request(registry.server).get('').url);
    const answer = await fetch(`${origin}${BASE}${path}`, {
      method,
      headers: { Authorization: mockCredentials.user.header() },
    });
    const { error } = await answer.json();
    expect([answer.status, error.code]).toEqual([400, 'INVALID_REQUEST']);
  });
});
