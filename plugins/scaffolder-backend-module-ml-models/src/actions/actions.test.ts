import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createIngestAction } from './createIngestAction';
import { createRegisterAction } from './createRegisterAction';

interface Asked {
  method?: string;
  url?: string;
  authorization?: string;
  body: unknown;
}

const entity = {
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: 'vad', namespace: 'speech' },
  spec: { type: 'classifier', version: '1.0.0' },
};
const ingestion = (state: string, changes: object = {}) => ({
  id: 'ing-1',
  state,
  modelRef: 'mlmodel:speech/vad',
  version: '1.0.0',
  progress: { bytes: 0, total: null, step: 'queued' },
  problems: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...changes,
});

type RegisterInput = Parameters<
  ReturnType<typeof createRegisterAction>['handler']
>[0]['input'];
type IngestInput = Parameters<
  ReturnType<typeof createIngestAction>['handler']
>[0]['input'];

describe('with a registry', () => {
  let server: Server;
  let asked: Asked[];
  let answers: { status: number; body: unknown }[];
  const workspace = createMockDirectory();

  beforeEach(async () => {
    asked = [];
    answers = [];
    workspace.clear();
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) {
        text += chunk;
      }
      asked.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        body: text === '' ? undefined : JSON.parse(text),
      });
      const { status, body } = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const services = () => {
    const { port } = server.address() as AddressInfo;
    const discovery = mockServices.discovery.mock({
      getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
    });
    const auth = mockServices.auth();
    return { discovery, auth };
  };

  describe('ml-models:register', () => {
    async function register(
      input: RegisterInput,
      context: Record<string, unknown> = {},
    ) {
      const catalog = catalogServiceMock.mock();
      const output = jest.fn();
      const action = createRegisterAction({ ...services(), catalog });
      await action.handler({
        ...createMockActionContext({ workspacePath: workspace.path }),
        input,
        output,
        ...context,
      });
      return { catalog, output: Object.fromEntries(output.mock.calls) };
    }

    it('posts the entity of the workspace, on behalf of the user', async () => {
      workspace.setContent({
        'catalog-info.yaml': [
          'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: x }\nspec: {}\n',
          JSON.stringify(entity),
        ].join('\n---\n'),
      });
      answers = [{ status: 202, body: { ingestionId: 'ing-1' } }];
      const { output } = await register({});
      expect(output).toEqual({
        modelRef: 'mlmodel:speech/vad',
        version: '1.0.0',
        ingestionId: 'ing-1',
      });
      expect(asked).toEqual([
        {
          method: 'POST',
          url: '/api/ml-models/models',
          authorization: expect.stringMatching(/^Bearer mock-service-token:/),
          body: { entity },
        },
      ]);
      expect(asked[0].authorization).toContain(
        '{"obo":"user:default/mock","target":"ml-models"}',
      );
    });

    it('registers a location, and asks the registry nothing', async () => {
      workspace.setContent({ 'catalog-info.yaml': JSON.stringify(entity) });
      const target = 'https://git.example.com/vad/catalog-info.yaml';
      const { catalog, output } = await register({ catalogInfoUrl: target });
      expect(catalog.addLocation).toHaveBeenCalledWith(
        { type: 'url', target },
        { credentials: expect.anything() },
      );
      expect(output).toEqual({
        modelRef: 'mlmodel:speech/vad',
        version: '1.0.0',
      });
      expect(asked).toEqual([]);
    });

    it.each([{ entity }, { catalogInfoUrl: 'https://example.com/c.yaml' }])(
      'touches no network in a dry run with %p',
      async input => {
        workspace.setContent({ 'catalog-info.yaml': JSON.stringify(entity) });
        const { catalog, output } = await register(input, { isDryRun: true });
        expect(output).toEqual({
          modelRef: 'mlmodel:speech/vad',
          version: '1.0.0',
        });
        expect(asked).toEqual([]);
        expect(catalog.addLocation).not.toHaveBeenCalled();
      },
    );

    it('warns of what registration would refuse', async () => {
      const logger = mockServices.logger.mock();
      const artifacts = [{ path: 'vad.onnx' }];
      await register(
        { entity: { ...entity, spec: { ...entity.spec, artifacts } } },
        { isDryRun: true, logger },
      );
      expect(logger.warn).toHaveBeenCalledWith(
        'mlmodel:speech/vad would be refused: vad.onnx is a path, and there is no repository; give a url',
      );
      expect(logger.warn).toHaveBeenCalledWith(
        'mlmodel:speech/vad would be refused: input_shape is not declared, unless the file states it',
      );
    });

    it('repeats what the registry says against it', async () => {
      answers = [
        {
          status: 422,
          body: {
            error: {
              name: 'Refused',
              code: 'INCOMPLETE',
              message: 'not complete',
              problems: [
                { code: 'MISSING_FIELD', message: 'license is missing' },
              ],
            },
          },
        },
      ];
      await expect(register({ entity })).rejects.toMatchObject({
        code: 'REQUEST_REFUSED',
        status: 422,
        message:
          'the model registry answered 422: INCOMPLETE; not complete; license is missing',
      });
    });

    it('does not take a broken registry for a refusal', async () => {
      answers = [{ status: 503, body: {} }];
      await expect(register({ entity })).rejects.toMatchObject({
        code: 'NOT_REACHED',
        status: 503,
      });
    });

    it.each<[string, RegisterInput, string]>([
      ['INVALID_ENTITY', {}, '# nothing'],
      ['INVALID_ENTITY', {}, 'a: ['],
      ['INVALID_ENTITY', {}, '&a [*b]'],
      ['INVALID_ENTITY', {}, JSON.stringify({ ...entity, kind: 'API' })],
      [
        'INVALID_ENTITY',
        {},
        `${JSON.stringify(entity)}\n---\n${JSON.stringify(entity)}`,
      ],
      ['INVALID_ENTITY', { catalogInfoPath: '../outside.yaml' }, ''],
      ['INVALID_ENTITY', { catalogInfoPath: 'missing.yaml' }, ''],
      ['INVALID_ENTITY', {}, `# ${'x'.repeat(1_048_576)}`],
      ['INVALID_ENTITY', { entity: { kind: 'MLModel' } }, ''],
      ['INVALID_INPUT', { entity, catalogInfoPath: 'c.yaml' }, ''],
      [
        'INVALID_INPUT',
        { catalogInfoUrl: 'file:///etc/passwd' },
        JSON.stringify(entity),
      ],
    ])('ends with %s for %p', async (code, input, text) => {
      workspace.setContent({ 'catalog-info.yaml': text });
      await expect(register(input)).rejects.toMatchObject({ code });
      expect(asked).toEqual([]);
    });
  });

  describe('ml-models:ingest', () => {
    async function ingest(
      input: Partial<IngestInput>,
      context: Record<string, unknown> = {},
    ) {
      const output = jest.fn();
      const action = createIngestAction({ ...services(), pollMs: 1 });
      const done = action.handler({
        ...createMockActionContext({
          input: { modelRef: 'mlmodel:speech/vad', ...input },
        }),
        output,
        ...context,
      });
      return {
        error: await done.then(
          () => undefined,
          (error: unknown) => error,
        ),
        output: Object.fromEntries(output.mock.calls),
      };
    }

    it('queues, and waits for the end', async () => {
      answers = [
        { status: 202, body: { ingestionId: 'ing/1' } },
        { status: 200, body: ingestion('queued') },
        { status: 200, body: ingestion('running') },
        { status: 200, body: ingestion('succeeded') },
      ];
      expect(await ingest({ version: '1.0.0' })).toEqual({
        error: undefined,
        output: { ingestionId: 'ing/1', state: 'succeeded' },
      });
      expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
        'POST /api/ml-models/models/speech/vad/ingestions',
        'GET /api/ml-models/ingestions/ing%2F1',
        'GET /api/ml-models/ingestions/ing%2F1',
        'GET /api/ml-models/ingestions/ing%2F1',
      ]);
    });

    it('takes an ingestion that is queued already', async () => {
      answers = [{ status: 200, body: ingestion('succeeded') }];
      expect((await ingest({ ingestionId: 'ing-1' })).output).toEqual({
        ingestionId: 'ing-1',
        state: 'succeeded',
      });
      expect(asked).toHaveLength(1);
    });

    it('waits until the catalog knows the model', async () => {
      answers = [
        { status: 404, body: {} },
        { status: 404, body: {} },
        { status: 202, body: { ingestionId: 'ing-1' } },
        { status: 200, body: ingestion('succeeded') },
      ];
      expect((await ingest({})).output.state).toBe('succeeded');
    });

    it('gives up on a model that stays unknown', async () => {
      answers = [{ status: 404, body: {} }];
      expect(await ingest({ waitSeconds: 0 })).toMatchObject({
        error: { code: 'REQUEST_REFUSED', status: 404 },
        output: {},
      });
    });

    it.each([
      ['refused', 'INGESTION_REFUSED'],
      ['failed', 'INGESTION_FAILED'],
    ])('fails with the problems of one that is %s', async (state, code) => {
      const problems = [
        { code: 'DIGEST_MISMATCH', message: 'other bytes' },
        { code: 'MISSING_FIELD', message: 'license is missing' },
      ];
      answers = [{ status: 200, body: ingestion(state, { problems }) }];
      expect(await ingest({ ingestionId: 'ing-1' })).toMatchObject({
        error: {
          code,
          message: `mlmodel:speech/vad: ingestion ing-1 ${state}; DIGEST_MISMATCH: other bytes; MISSING_FIELD: license is missing`,
        },
        output: { state },
      });
    });

    it('fails when another version came of it', async () => {
      answers = [{ status: 200, body: ingestion('succeeded') }];
      expect(
        (await ingest({ ingestionId: 'ing-1', version: '2.0.0' })).error,
      ).toMatchObject({ code: 'WRONG_VERSION' });
    });

    it('says that the outcome is not known when the time is over', async () => {
      answers = [{ status: 200, body: ingestion('running') }];
      expect(await ingest({ ingestionId: 'ing-1', waitSeconds: 0 })).toEqual({
        error: undefined,
        output: { ingestionId: 'ing-1', state: 'running' },
      });
    });

    it('touches no network in a dry run', async () => {
      expect(await ingest({}, { isDryRun: true })).toEqual({
        error: undefined,
        output: { state: 'dry-run' },
      });
      expect(asked).toEqual([]);
    });

    it.each(['component:default/x', 'mlmodel:', ''])(
      'refuses %p as a model',
      async modelRef => {
        expect((await ingest({ modelRef })).error).toMatchObject({
          code: 'INVALID_INPUT',
        });
      },
    );
  });
});
