import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin, {
  createFetchTemplateAction,
} from '@backstage/plugin-scaffolder-backend';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mlModelEntitySchema } from '@ml-models/backstage-plugin-ml-models-common';
import { checkRegistration } from '@ml-models/model-governance';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { readModelEntity } from './entity/readModelEntity';
import { scaffolderModuleMlModels } from './module';

const folder = path.resolve(
  __dirname,
  '../../../examples/templates/register-ml-model',
);
const template = parse(
  readFileSync(path.join(folder, 'template.yaml'), 'utf8'),
);

const values = {
  name: 'voice-activity',
  title: 'Voice activity: "who speaks?"',
  description: 'Finds speech',
  owner: 'group:default/speech',
  version: '1.0',
  type: 'classifier',
  lifecycle: 'experimental',
  task: 'voice-activity-detection',
  framework: 'onnx',
  license: 'MIT',
  intendedUse: 'Telephone audio.\n- not: music\nkind: Evil',
  tier: 'tier-2',
  artifactUrl: 'https://models.example.com/vad.onnx',
  artifactDigest: `sha256:${'a'.repeat(64)}`,
  inputs: [
    { name: 'input', dtype: 'float32', shape: 'batch, 512' },
    { name: 'sr', dtype: 'int64' },
  ],
  outputs: [{ name: 'output', dtype: 'float32', shape: '?,1' }],
};

/** Stands for the publishing module of a portal that has a Git host. */
const gitHost = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'git-host',
  register({ registerInit }) {
    registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      async init({ scaffolder }) {
        scaffolder.addActions(
          createTemplateAction({
            id: 'publish:github',
            schema: {
              input: { repoUrl: z => z.string() },
              output: {
                remoteUrl: z => z.string(),
                repoContentsUrl: z => z.string(),
              },
            },
            async handler() {
              throw new Error('a dry run publishes nothing');
            },
          }),
        );
      },
    });
  },
});

describe('the template "Register an ML model"', () => {
  const workspace = createMockDirectory();

  async function render(given: Record<string, unknown>) {
    workspace.clear();
    const config = new ConfigReader({});
    const action = createFetchTemplateAction({
      reader: mockServices.urlReader.mock(),
      integrations: ScmIntegrations.fromConfig(config),
    });
    await action.handler({
      ...createMockActionContext<Parameters<typeof action.handler>[0]['input']>(
        {
          workspacePath: workspace.path,
          input: { url: './content', values: given },
          templateInfo: {
            entityRef: 'template:default/register-ml-model',
            baseUrl: pathToFileURL(path.join(folder, 'template.yaml')).href,
          },
        },
      ),
    });
    return await readModelEntity(workspace.path, 'catalog-info.yaml');
  }

  it('writes an entity that says what was given, whatever stands in it', async () => {
    expect(await render(values)).toEqual({
      apiVersion: 'ml-models/v1alpha1',
      kind: 'MLModel',
      metadata: {
        name: 'voice-activity',
        title: 'Voice activity: "who speaks?"',
        description: 'Finds speech',
      },
      spec: {
        type: 'classifier',
        lifecycle: 'experimental',
        owner: 'group:default/speech',
        version: '1.0',
        task: 'voice-activity-detection',
        framework: 'onnx',
        license: 'MIT',
        intendedUse: 'Telephone audio.\n- not: music\nkind: Evil',
        tier: 'tier-2',
        inputs: [
          { name: 'input', dtype: 'float32', shape: ['batch', 512] },
          { name: 'sr', dtype: 'int64' },
        ],
        outputs: [{ name: 'output', dtype: 'float32', shape: [null, 1] }],
        artifacts: [
          {
            url: 'https://models.example.com/vad.onnx',
            digest: `sha256:${'a'.repeat(64)}`,
          },
        ],
        card: 'model-card.md',
      },
    });
  });

  it('writes an entity that the catalog takes', async () => {
    const entity = await render(values);
    expect(entityEnvelopeSchemaValidator()(entity)).toBeDefined();
    const validate = new Ajv({ strict: false }).compile(mlModelEntitySchema);
    validate(entity);
    expect(validate.errors).toBeNull();
  });

  it('writes an entity that lacks nothing', async () => {
    expect(checkRegistration(await render(values), [])).toEqual([]);
  });

  it('writes a card whose front matter can be read, and a README', async () => {
    await render(values);
    const { 'model-card.md': card, 'README.md': readme } = workspace.content({
      shouldReadAsText: true,
    }) as Record<string, string>;
    expect(parse(card.split('---')[1])).toEqual({
      license: 'MIT',
      library_name: 'onnx',
      pipeline_tag: 'voice-activity-detection',
      model_name: values.title,
    });
    expect(card).toContain('## Intended use');
    expect(readme).toContain(`# ${values.title}`);
    expect(card + readme).not.toContain('${{');
  });

  it('leaves out what was not given', async () => {
    const { name, owner, version, type, lifecycle } = values;
    const entity = await render({
      name,
      owner,
      version,
      type,
      lifecycle,
      artifactPath: 'model.onnx',
    });
    expect(entity.spec).toEqual({
      type,
      lifecycle,
      owner,
      version,
      artifacts: [{ path: 'model.onnx' }],
      card: 'model-card.md',
    });
  });

  describe('in a dry run', () => {
    const directoryContents = ['template.yaml']
      .concat(
        readdirSync(path.join(folder, 'content')).map(
          file => `content/${file}`,
        ),
      )
      .map(file => ({
        path: file,
        base64Content: readFileSync(path.join(folder, file), 'base64'),
      }));

    let backend: TestBackend;
    beforeAll(async () => {
      backend = await startTestBackend({
        features: [
          scaffolderPlugin,
          scaffolderModuleMlModels,
          catalogServiceMock.factory(),
          gitHost,
        ],
      });
    });
    afterAll(async () => {
      await backend.stop();
    });

    const dryRun = async (given: Record<string, unknown>) => {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/scaffolder/v2/dry-run`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ template, values: given, directoryContents }),
        },
      );
      return { status: response.status, body: await response.json() };
    };

    it('needs no Git host and no registry', async () => {
      const { status, body } = await dryRun(values);
      expect(status).toBe(200);
      const messages = body.log
        .map((line: { body: { message: string } }) => line.body.message)
        .join('\n');
      expect(messages).toContain(
        'Dry run: would post mlmodel:default/voice-activity to the model registry',
      );
      expect(messages).toContain(
        'Dry run: would ingest 1.0 of mlmodel:default/voice-activity',
      );
      expect(messages).not.toContain('would be refused');
      expect(body.output.links).toContainEqual({
        title: 'Model',
        icon: 'catalog',
        entityRef: 'mlmodel:default/voice-activity',
      });
      expect(body.output.text[0].content).toContain('ingestion **dry-run**');
      expect(
        body.directoryContents
          .map((file: { path: string }) => file.path)
          .sort(),
      ).toEqual(['README.md', 'catalog-info.yaml', 'model-card.md']);
    });

    it('registers the published repository in the catalog', async () => {
      const { status, body } = await dryRun({
        ...values,
        publish: true,
        repoUrl: 'github.com?owner=speech&repo=voice-activity',
      });
      expect(status).toBe(200);
      const log = JSON.stringify(body.log);
      expect(log).toMatch(
        /Dry run: would register \S+\/catalog-info.yaml in the catalog/,
      );
      expect(log).not.toContain('to the model registry');
    });

    it('says what registration would refuse', async () => {
      const { body } = await dryRun({ ...values, license: undefined });
      expect(JSON.stringify(body.log)).toContain(
        'mlmodel:default/voice-activity would be refused: license is missing',
      );
    });

    it.each([
      ['artifactPath', { artifactPath: '../../etc/passwd' }],
      ['tier', { tier: 'tier-4' }],
      ['artifactDigest', { artifactDigest: 'md5:00' }],
      ['inputs[0].shape', { inputs: [{ name: 'x', shape: '1;2' }] }],
      ['name', { name: 'No Name' }],
    ])('refuses a wrong %s', async (property, changes) => {
      const { status, body } = await dryRun({ ...values, ...changes });
      expect(status).toBe(400);
      expect(
        body.errors.map((error: { property: string }) => error.property),
      ).toEqual([`instance.${property}`]);
    });
  });
});
