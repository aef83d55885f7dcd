import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import { aDeclaration, aRegistration } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import {
  createMlModelConditionalDecision,
  mlModelConditions,
} from './access/modelRules';
import { mlModelReadPermission } from '@ml-models/backstage-plugin-ml-models-common';
import { anEntity } from './__testUtils__/anEntity';
import { openApiOperations } from './__testUtils__/openApiOperations';
import {
  BASE,
  RunningRegistry,
  startRegistry,
} from './__testUtils__/startRegistry';

/** Values that each operation's parameters and body accept, so that nothing but the policy refuses. */
const PARAMETERS: Record<string, string> = {
  namespace: 'default',
  name: 'lora',
  version: 'v1',
  path: 'model.safetensors',
  reviewId: 'rev-1',
  digest: `sha256:${'0'.repeat(64)}`,
  id: 'mdl-01ARZ3NDEKTSV4RRFFQ69G5FAV',
};
const BODIES: Record<string, object> = {
  registerModel: { entity: anEntity() },
  recordAttestation: { predicateType: 'x', statement: {} },
  recordDrift: { metric: 'drift_score', score: 0.5 },
  decideReview: { decision: 'approve', comment: 'x' },
  transitionVersion: { to: 'approved', reason: 'x' },
  waiveRequirement: {
    requirement: 'limitations',
    reason: 'x',
    expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  },
};
const QUERIES: Record<string, string> = { compareVersions: '?from=v0' };
interface Route {
  method: (typeof openApiOperations)[number]['method'];
  operationId: string;
  url: string;
  body?: object;
}

/** A monitor has no token; what it is told stands in a test of its own. */
const closedOperations = openApiOperations.filter(
  ({ security }) => security?.length !== 0,
);

const routes: Route[] = closedOperations.map(
  ({ method, path, operationId, requestBody }) => ({
    method,
    operationId,
    url: `${BASE}${path.replace(
      /\{([A-Za-z]+)\}/g,
      (_, name) => PARAMETERS[name],
    )}${QUERIES[operationId] ?? ''}`,
    body:
      BODIES[operationId] ??
      (requestBody && 'application/json' in requestBody.content
        ? {}
        : undefined),
  }),
);

eachDatabase('every route', init => {
  const spool = createMockDirectory();
  let registry: RunningRegistry;
  let decision: PolicyDecision;

  beforeAll(async () => {
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      features: [
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({
              result:
                decision.result === AuthorizeResult.ALLOW
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
          authorizeConditional: async requests => requests.map(() => decision),
        }).factory,
      ],
    });
    await registry.stores.models.execute(aRegistration(), {
      by: 'user:default/ada',
    });
    await registry.stores.models.execute(
      aRegistration({
        modelRef: 'mlmodel:finance/fraud',
        bytes: 'others',
        declaration: aDeclaration({
          modelRef: 'mlmodel:finance/fraud',
          owner: 'group:default/finance',
        }),
      }),
      { by: 'user:default/ada' },
    );
  });
  afterAll(() => registry.stop());

  const send = ({ method, url, body }: Route, token: string) => {
    const pending = request(registry.server)
      [method](url)
      .set('Authorization', token);
    return body ? pending.send(body) : pending;
  };

  it.each<Route>([
    ...routes,
    { method: 'get', operationId: 'document', url: `${BASE}/openapi.json` },
  ])('answers 401 without a token: $operationId', async route => {
    decision = { result: AuthorizeResult.ALLOW };
    const { status, body } = await send(route, mockCredentials.none.header());
    expect([status, body.error.name]).toEqual([401, 'AuthenticationError']);
  });

  it.each(routes)(
    'answers 403 against a denying policy: $operationId',
    async route => {
      decision = { result: AuthorizeResult.DENY };
      const before = await registry.stores.models.head();
      const { status, body } = await send(route, mockCredentials.user.header());
      expect([status, body.error.code]).toEqual([403, 'NOT_ALLOWED']);
      expect(await registry.stores.models.head()).toEqual(before);
      expect(
        (await registry.stores.ingestions.list({}, { limit: 1 })).items,
      ).toEqual([]);
    },
  );

  describe('under conditions', () => {
    const onlyImaging = () => {
      decision = createMlModelConditionalDecision(
        mlModelReadPermission,
        mlModelConditions.isOwner({ owners: ['group:default/imaging'] }),
      );
    };

    it('lists, counts and shows only what may be read', async () => {
      onlyImaging();
      const { call } = registry;
      const names = async () =>
        (await call('get', '/models?total=true')).body.items.map(
          ({ name }: { name: string }) => name,
        );
      expect(await names()).toEqual(['lora']);
      const facets = await call('get', '/models/facets');
      expect(facets.body.facets.owner).toEqual([
        { value: 'group:default/imaging', count: 1 },
      ]);
      expect((await call('get', '/models/default/lora')).status).toBe(200);
      const hidden = await call('get', '/models/finance/fraud');
      const absent = await call('get', '/models/finance/nothing');
      expect(hidden.status).toBe(404);
      expect(hidden.body.error).toEqual(absent.body.error);

      decision = createMlModelConditionalDecision(mlModelReadPermission, {
        not: mlModelConditions.isOwner({ owners: ['group:default/imaging'] }),
      });
      expect(await names()).toEqual(['fraud']);
      decision = createMlModelConditionalDecision(mlModelReadPermission, {
        allOf: [
          mlModelConditions.hasTier({ tiers: ['tier-2'] }),
          {
            anyOf: [
              mlModelConditions.hasNamespace({ namespaces: ['finance'] }),
              { not: mlModelConditions.hasStage({ stages: ['validated'] }) },
            ],
          },
        ],
      });
      expect(await names()).toEqual(['fraud']);
    });

    it('hides documents of models that may not be read', async () => {
      const { digest } = aRegistration().declaration.entity;
      onlyImaging();
      // its bytes were never stored: it is found and missing, not hidden
      const own = await registry.call('get', `/documents/${digest}`);
      expect(own.body.error.message).toMatch(/erased/);
      const { digest: other } = aDeclaration({
        modelRef: 'mlmodel:finance/fraud',
        owner: 'group:default/finance',
      }).entity;
      const hidden = await registry.call('get', `/documents/${other}`);
      expect(hidden.body.error.message).toMatch(/may read/);
    });

    it('refuses what cannot become a query, instead of showing everything', async () => {
      decision = createMlModelConditionalDecision(mlModelReadPermission, {
        allOf: [
          mlModelConditions.hasTier({ tiers: ['tier-2'] }),
          {
            not: mlModelConditions.isOwner({
              owners: ['group:default/imaging'],
            }),
          },
        ],
      });
      const { status } = await registry.call('get', '/models');
      expect(status).toBe(403);
      // one model can still be judged by itself
      expect((await registry.call('get', '/models/finance/fraud')).status).toBe(
        200,
      );
      expect((await registry.call('get', '/models/default/lora')).status).toBe(
        404,
      );
    });
  });

  it('answers no other spelling of a path', async () => {
    decision = { result: AuthorizeResult.ALLOW };
    for (const url of ['/MODELS', '/models/', '/summary/', '/nothing']) {
      const { status, body } = await request(registry.server)
        .get(`${BASE}${url}`)
        .set('Authorization', mockCredentials.user.header());
      expect([url, status, body.error.code]).toEqual([
        url,
        404,
        'ROUTE_NOT_FOUND',
      ]);
    }
    const head = await request(registry.server)
      .head(`${BASE}/models?limit=x`)
      .set('Authorization', mockCredentials.user.header());
    expect(head.status).toBe(404);
  });

  it('refuses bodies and queries that the OpenAPI file does not know', async () => {
    decision = { result: AuthorizeResult.ALLOW };
    const { call } = registry;
    for (const query of [
      'limit=0',
      'limit=x',
      'bogus=1',
      'tier=tier-9',
      'inService=nonsense',
      'mesh=nonsense',
      'served=nonsense',
      'attention=nonsense',
    ]) {
      const { status, body } = await call('get', `/models?${query}`);
      expect([query, status, body.error.code]).toEqual([
        query,
        400,
        'INVALID_REQUEST',
      ]);
    }
    const large = await call('post', '/models/default/lora/versions/v1/drift', {
      body: { metric: 'm', score: 1, source: 'x'.repeat(70_000) },
    });
    expect([large.status, large.body.error.code]).toEqual([
      413,
      'BODY_TOO_LARGE',
    ]);
    const cursor = await call('get', '/models?cursor=nonsense');
    expect([cursor.status, cursor.body.error.code]).toEqual([
      400,
      'INVALID_CURSOR',
    ]);
  });

  it('serves the OpenAPI file with its own address', async () => {
    decision = { result: AuthorizeResult.ALLOW };
    const { body } = await request(registry.server)
      .get(`${BASE}/openapi.json`)
      .set('Authorization', mockCredentials.user.header());
    expect(body.openapi).toBe('3.1.0');
    expect(body.servers).toEqual([{ url: BASE }]);
    expect(Object.keys(body.paths)).toContain('/models/{namespace}/{name}');
  });
});

eachDatabase('uploads', init => {
  const spool = createMockDirectory();

  it('end at their limit and leave nothing behind', async () => {
    const registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      config: { ingestion: { limits: { uploadBytes: '1 KiB' } } },
    });
    const put = (path: string, bytes: number) =>
      registry.call(
        'put',
        `/models/default/lora/versions/v1/artifacts/${path}`,
        { bytes: Buffer.alloc(bytes) },
      );
    const large = await put('a.bin', 1025);
    expect([large.status, large.body.error.code]).toEqual([413, 'TOO_LARGE']);
    for (const path of ['..%2Fa.bin', '%2Fetc%2Fpasswd', 'a%00b', 'a%5Cb']) {
      const { status, body } = await put(path, 10);
      expect([path, status, body.error.code]).toEqual([
        path,
        400,
        'INVALID_PATH',
      ]);
    }
    const closed = await registry.call(
      'post',
      '/models/default/lora/versions/v1',
      { body: { entity: anEntity({ version: 'v1', artifacts: [] }) } },
    );
    expect([closed.status, closed.body.error.code]).toEqual([
      404,
      'STAGING_NOT_FOUND',
    ]);
    expect((await put('a.bin', 1024)).status).toBe(201);
    await registry.stop();
  });
});

eachDatabase('metrics', init => {
  const spool = createMockDirectory();

  it('need no token where the configuration says so, and nothing else follows', async () => {
    const registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      config: { metrics: { public: true } },
    });
    const get = (path: string) =>
      request(registry.server)
        .get(`${BASE}${path}`)
        .set('Authorization', mockCredentials.none.header());
    expect((await get('/metrics')).text).toContain('ml_models_publisher_lag');
    expect((await get('/models')).status).toBe(401);
    expect((await get('/policies')).status).toBe(401);
    await registry.stop();
  });
});
