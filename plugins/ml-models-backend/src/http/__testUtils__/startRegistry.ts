import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import mlModelsPlugin from '../../index';
import { createStores, Stores } from '../../store/createStores';
import { expectValidResponse } from './expectValidResponse';
import { findOperation } from './openApiOperations';

export const BASE = '/api/ml-models';

export interface Call {
  body?: unknown;
  /** raw bytes instead of JSON */
  bytes?: Buffer;
  headers?: Record<string, string>;
  /** who calls; `user:default/mock` when nobody is named */
  as?: string;
}

export interface RunningRegistry {
  /** Calls the API; the answer is validated against the OpenAPI file. */
  call(method: string, path: string, call?: Call): Promise<request.Response>;
  /** Waits until an ingestion has come to its end. */
  settled(ingestionId: string, as?: string): Promise<request.Response>;
  /** The stores behind the API, on the same database. */
  stores: Stores;
  server: Parameters<typeof request>[0];
  stop(): Promise<void>;
}

/** The real plugin on a real database; catalog, scheduler and identity are the portal's test doubles. */
export async function startRegistry(options: {
  knex: Knex;
  spoolDirectory: string;
  config?: JsonObject;
  entities?: Entity[];
  features?: BackendFeature[];
}): Promise<RunningRegistry> {
  const { knex, config = {}, entities = [], features = [] } = options;
  const backend = await startTestBackend({
    features: [
      mlModelsPlugin,
      mockServices.database.mock({ getClient: async () => knex }).factory,
      mockServices.rootConfig.factory({
        data: {
          mlModels: {
            ...config,
            ingestion: {
              spoolDirectory: options.spoolDirectory,
              ...(config.ingestion as JsonObject | undefined),
            },
          },
        },
      }),
      catalogServiceMock.factory({ entities }),
      ...features,
    ],
  });
  const { server } = backend;

  const call: RunningRegistry['call'] = async (method, path, given = {}) => {
    const operation = findOperation(method, path);
    if (!operation) {
      throw new Error(`${method} ${path} is no operation of the OpenAPI file`);
    }
    const pending = request(server)
      [operation.method](`${BASE}${path}`)
      .set('Authorization', mockCredentials.user.header(given.as))
      .set(given.headers ?? {});
    if (given.bytes) {
      pending.set('Content-Type', 'application/octet-stream').send(given.bytes);
    } else if (given.body !== undefined) {
      pending.send(given.body as object);
    }
    const response = await pending;
    expectValidResponse(operation, {
      status: response.status,
      contentType: response.headers['content-type'],
      body:
        response.type === 'application/spdx+json'
          ? JSON.parse(response.text)
          : response.body,
    });
    return response;
  };

  return {
    call,
    server,
    stores: await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    }),
    async settled(ingestionId, as) {
      for (;;) {
        const response = await call('get', `/ingestions/${ingestionId}`, {
          as,
        });
        if (!['queued', 'running'].includes(response.body.state)) {
          return response;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    },
    stop: () => backend.stop(),
  };
}
