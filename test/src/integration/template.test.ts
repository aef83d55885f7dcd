import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderModuleMlModels from '@ml-models/backstage-plugin-scaffolder-backend-module-ml-models';
import { parse } from 'yaml';
import { filesBelow, inRepository } from '../support/repository';
import { startPortal } from '../support/startPortal';

const template = inRepository('examples/templates/register-ml-model');
const model = inRepository('examples/models/fraud-scorer/fraud-scorer.onnx');

/** What the template writes, rendered by the real scaffolder in a dry run: no Git host is there. */
async function renderTemplate(
  values: object,
): Promise<{ path: string; base64Content: string }[]> {
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleMlModels,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({ data: {} }),
    ],
  });
  try {
    const { port } = backend.server.address() as AddressInfo;
    const response = await fetch(
      `http://127.0.0.1:${port}/api/scaffolder/v2/dry-run`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          template: parse(
            readFileSync(join(template, 'template.yaml'), 'utf8'),
          ),
          values,
          secrets: {},
          directoryContents: filesBelow(template).map(path => ({
            path,
            base64Content: readFileSync(join(template, path)).toString(
              'base64',
            ),
          })),
        }),
      },
    );
    const body = await response.json();
    if (response.status !== 200) throw new Error(JSON.stringify(body));
    return body.directoryContents;
  } finally {
    await backend.stop();
  }
}

describe('the template’s output', () => {
  const repository = mkdtempSync(join(tmpdir(), 'repository-'));
  afterAll(() => rmSync(repository, { recursive: true, force: true }));

  it('is taken by the catalog, registers and ingests', async () => {
    const digest = `sha256:${createHash('sha256')
      .update(readFileSync(model))
      .digest('hex')}`;
    const files = await renderTemplate({
      name: 'payment-ranker',
      title: 'Payment ranker',
      owner: 'group:default/team-risk',
      version: '1.0.0',
      type: 'classifier',
      lifecycle: 'experimental',
      task: 'tabular-classification',
      framework: 'onnx',
      license: 'Apache-2.0',
      intendedUse: 'Ranks payments for a person.',
      tier: 'tier-3',
      artifactPath: 'model.onnx',
      artifactDigest: digest,
    });
    for (const { path, base64Content } of files) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(
        join(repository, path),
        Buffer.from(base64Content, 'base64'),
      );
    }
    cpSync(model, join(repository, 'model.onnx'));

    const portal = await startPortal({
      config: {
        catalog: {
          rules: [{ allow: ['MLModel', 'Location'] }],
          locations: [
            { type: 'file', target: join(repository, 'catalog-info.yaml') },
          ],
        },
        mlModels: {
          ingestion: {
            roots: [repository],
            schedule: { frequency: { seconds: 2 }, timeout: { minutes: 1 } },
          },
        },
      },
    });
    try {
      let registered: { status: number; body: unknown } | undefined;
      while (registered?.status !== 200) {
        registered = await portal.call(
          '/models/default/payment-ranker/versions/1.0.0',
        );
        await new Promise(resolve => setTimeout(resolve, 200));
      }
      expect(registered?.body).toMatchObject({
        version: '1.0.0',
        stage: 'validated',
        artifacts: [{ path: 'model.onnx', digest }],
      });
      const { body } = await portal.call('/models/default/payment-ranker');
      expect(body).toMatchObject({ tier: 'tier-3', title: 'Payment ranker' });
      expect(body.card.completeness).toBeGreaterThan(0);
    } finally {
      await portal.stop();
    }
  });
});
