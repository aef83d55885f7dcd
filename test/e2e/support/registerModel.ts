import { Readable } from 'node:stream';
import type { Page } from '@playwright/test';
import { BACKEND } from './addresses';

/** Milliseconds between two looks at something that is not there yet. */
const POLL_MS = 500;

/** A version of one file. */
export interface UploadedModel {
  name: string;
  fileName: string;
  /** default 1.0.0 */
  version?: string;
  bytes: () => Readable;
  /** fields of the declaration beside those that every model here has */
  spec?: object;
}

const versionOf = ({ version = '1.0.0' }: Pick<UploadedModel, 'version'>) =>
  version;

/**
 * Registers a version through the streaming upload and waits until it is read;
 * one that is registered already is left as it is.
 */
export async function registerModel(model: UploadedModel): Promise<void> {
  const { fileName, bytes } = model;
  const version = `ml-models/models/default/${model.name}/versions/${versionOf(
    model,
  )}`;
  if ((await call('GET', version)).status === 404) {
    const sent = await call(
      'PUT',
      `${version}/artifacts/${fileName}`,
      Readable.toWeb(bytes()),
    );
    if (sent.status !== 201) throw new Error(await sent.text());
    const closed = await call('POST', version, entityOf(model));
    if (closed.status !== 202) throw new Error(await closed.text());
    const { ingestionId } = await closed.json();
    const { state, problems } = await endOf(ingestionId);
    if (state !== 'succeeded') throw new Error(JSON.stringify(problems));
  }
}

/** What an attempt came to, once it is over. */
export async function endOf(
  ingestionId: string,
): Promise<{ state: string; problems: { code: string }[] }> {
  for (;;) {
    const answer = await call('GET', `ml-models/ingestions/${ingestionId}`);
    const ingestion = await answer.json();
    if (!['queued', 'running'].includes(ingestion.state)) return ingestion;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Lets the catalog know a model whose declaration stands in no repository: no
 * file of the demo names it, and its page needs an entity.
 */
export async function answerAsCatalog(
  page: Page,
  model: Omit<UploadedModel, 'bytes'>,
): Promise<void> {
  await page.route(
    `**/api/catalog/entities/by-name/mlmodel/default/${model.name}`,
    route => {
      const { entity } = entityOf(model);
      const metadata = {
        ...entity.metadata,
        namespace: 'default',
        uid: model.name,
      };
      return route.fulfill({ json: { ...entity, metadata, relations: [] } });
    },
  );
}

function entityOf(model: Omit<UploadedModel, 'bytes'>) {
  const { name, fileName } = model;
  return {
    entity: {
      apiVersion: 'ml-models/v1alpha1',
      kind: 'MLModel',
      metadata: { name, title: name },
      spec: {
        type: 'classifier',
        lifecycle: 'experimental',
        owner: 'group:default/team-imaging',
        version: versionOf(model),
        framework: 'pytorch',
        license: 'Apache-2.0',
        intendedUse: 'Made by a test.',
        inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
        outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
        artifacts: [{ path: fileName }],
        ...model.spec,
      },
    },
  };
}

/** A request to the backend as the guest. */
export async function call(
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  const signedIn = await fetch(`${BACKEND}/auth/guest/refresh`);
  const { backstageIdentity } = await signedIn.json();
  const isStream = body instanceof ReadableStream;
  const init = {
    method,
    headers: {
      authorization: `Bearer ${backstageIdentity.token}`,
      'content-type': isStream
        ? 'application/octet-stream'
        : 'application/json',
    },
    body: isStream ? body : body && JSON.stringify(body),
    duplex: 'half',
  };
  return fetch(`${BACKEND}/${path}`, init);
}
