import { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import type { JsonObject } from '@backstage/types';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleMlModels from '@ml-models/backstage-plugin-catalog-backend-module-ml-models';
import mlModelsPlugin from '@ml-models/backstage-plugin-ml-models-backend';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { inRepository } from './repository';

/** ms; a busy machine is slow, not wrong; below the runner's limit, so that what was there is said */
const PATIENCE_MS = 240_000;

/** The demo's models that register, and those that are refused on purpose. */
export const DEMO_MODELS = [
  'fraud-scorer',
  'intent-classifier',
  'keyword-spotter',
  'lora-portrait',
  'stable-base',
];
export const REFUSED_MODELS = ['damaged-detector', 'incomplete-ranker'];

/** Catalog and registry as the demo portal runs them, on an embedded database, over real HTTP. */
export async function startPortal(
  options: { config?: JsonObject; features?: object[] } = {},
) {
  const spool = mkdtempSync(join(tmpdir(), 'portal-'));
  const backend = await startTestBackend({
    features: [
      // The mock of the test backend never runs a task by itself.
      schedulerServiceFactory,
      catalogPlugin,
      catalogModuleMlModels,
      mlModelsPlugin,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            processingInterval: { seconds: 2 },
            rules: [
              {
                allow: [
                  'Location',
                  'Group',
                  'User',
                  'System',
                  'Component',
                  'Resource',
                  'MLModel',
                ],
              },
            ],
            locations: [
              { type: 'file', target: inRepository('examples/all.yaml') },
            ],
          },
          mlModels: {
            ingestion: {
              roots: [inRepository('examples')],
              spoolDirectory: spool,
              schedule: { frequency: { seconds: 2 }, timeout: { minutes: 1 } },
            },
            serving: {
              manifests: [
                { cluster: 'demo', path: inRepository('examples/manifests') },
              ],
            },
          },
          ...options.config,
        },
      }),
      ...((options.features ?? []) as never[]),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(
      `http://127.0.0.1:${port}/api/ml-models${path}`,
      {
        ...init,
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
          ...init.headers,
        },
      },
    );
    const text = await response.text();
    const json =
      response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, body: json ? JSON.parse(text) : text };
  };

  /** Waits until every demo model is registered or refused. */
  const ingestDemo = async (): Promise<Wire['ModelSummary'][]> => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { body } = await call('/models');
      const refused = await call('/ingestions?state=refused&latest=true');
      if (
        body.items?.length === DEMO_MODELS.length &&
        refused.body.items?.length === REFUSED_MODELS.length
      )
        return body.items;
      if (Date.now() > deadline)
        throw new Error(
          `demo not ingested: ${JSON.stringify(
            body.items?.map(({ name }: { name: string }) => name) ?? body,
          )}; ${JSON.stringify(refused.body)}`,
        );
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };

  /** Waits until the demo manifests were looked at and tied to a model. */
  const observeDemo = async (): Promise<Wire['Deployments']> => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { body } = await call('/models/default/lora-portrait/deployments');
      const { body: events } = await call(
        '/models/default/fraud-scorer/events?order=desc&limit=1',
      );
      if (
        body.workloads?.length > 0 &&
        events.items?.[0]?.type === 'RolloutAdvanced'
      )
        return body;
      if (Date.now() > deadline)
        throw new Error(`demo not observed: ${JSON.stringify(body)}`);
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };

  return {
    port,
    call,
    ingestDemo,
    observeDemo,
    stop: async () => {
      await backend.stop();
      rmSync(spool, { recursive: true, force: true });
    },
  };
}
