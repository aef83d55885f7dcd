import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import {
  createMlModelsClient,
  MlModelEntityV1alpha1,
  MlModelsClient,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { REQUEST_TIMEOUT_MS } from '../limits';
import { ScaffolderModelsError } from '../ScaffolderModelsError';

/** What an action needs to reach the registry. */
export interface ModelRegistryOptions {
  discovery: DiscoveryService;
  auth: AuthService;
  /** who started the template; the registry decides on their permissions */
  credentials: BackstageCredentials;
  /** ends every request */
  signal?: AbortSignal;
}

/**
 * The registry's HTTP API on behalf of whoever started a template.
 * Every method throws `ScaffolderModelsError`: `REQUEST_REFUSED` with the
 * status for an answer below 500, `NOT_REACHED` for none and for the others.
 */
export class ModelRegistry {
  readonly #options: ModelRegistryOptions;

  constructor(options: ModelRegistryOptions) {
    this.#options = options;
  }

  /** `POST /models`; answers the id of the ingestion. */
  async register(entity: MlModelEntityV1alpha1): Promise<string> {
    const { ingestionId } = await this.#ask(client =>
      client.POST('/models', { body: { entity: { ...entity } } }),
    );
    return ingestionId;
  }

  /** `POST /models/{namespace}/{name}/ingestions`; answers its id. */
  async ingest({ namespace, name }: CompoundEntityRef): Promise<string> {
    const { ingestionId } = await this.#ask(client =>
      client.POST('/models/{namespace}/{name}/ingestions', {
        params: { path: { namespace, name } },
      }),
    );
    return ingestionId;
  }

  async ingestion(id: string): Promise<Wire['Ingestion']> {
    return await this.#ask(client =>
      client.GET('/ingestions/{id}', { params: { path: { id } } }),
    );
  }

  async #ask<T>(
    request: (client: MlModelsClient) => Promise<{
      data?: T;
      error?: unknown;
      response: Response;
    }>,
  ): Promise<T> {
    const { data, error, response } = await this.#send(request);
    if (data !== undefined) {
      return data;
    }
    const { status } = response;
    throw new ScaffolderModelsError(
      status >= 400 && status < 500 ? 'REQUEST_REFUSED' : 'NOT_REACHED',
      `the model registry answered ${status}${reasonOf(error)}`,
      { status },
    );
  }

  async #send<T>(request: (client: MlModelsClient) => Promise<T>): Promise<T> {
    const { discovery, auth, credentials, signal } = this.#options;
    const deadline = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'ml-models',
      });
      const client = createMlModelsClient({
        baseUrl: await discovery.getBaseUrl('ml-models'),
        fetch: input => {
          const authorised = new Request(input, {
            signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
          });
          authorised.headers.set('authorization', `Bearer ${token}`);
          return fetch(authorised);
        },
      });
      return await request(client);
    } catch (cause) {
      throw new ScaffolderModelsError(
        'NOT_REACHED',
        'the model registry could not be reached',
        { cause },
      );
    }
  }
}

/** The error body of the API, as far as an answer has one. */
function reasonOf(body: unknown): string {
  const { error } = asRecord(body);
  const { code, message, problems } = asRecord(error);
  const listed = Array.isArray(problems)
    ? problems.map(problem => asRecord(problem).message)
    : [];
  const parts = [code, message, ...listed].filter(
    part => typeof part === 'string' && part !== '',
  );
  return parts.length > 0 ? `: ${parts.join('; ')}` : '';
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
