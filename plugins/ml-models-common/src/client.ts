import createClient, { Client } from 'openapi-fetch';
import type { MlModelsPaths } from './wire';

/** Typed client of the ml-models API. @public */
export type MlModelsClient = Client<MlModelsPaths>;

/**
 * Client over any `fetch`: the frontend passes the portal's authorised one with `plugin://ml-models` as base
 * URL, a backend module its own with a service token.
 * @public
 */
export function createMlModelsClient(options: {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
}): MlModelsClient {
  return createClient<MlModelsPaths>({
    baseUrl: options.baseUrl,
    fetch: request => options.fetch(request),
  });
}
