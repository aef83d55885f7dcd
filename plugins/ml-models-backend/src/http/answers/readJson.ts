import type { ModelStore } from '../../store/ModelStore';

/**
 * A JSON document of the registry's own. `undefined` when it was erased; the caller says so, never that there was
 * nothing.
 */
export async function readJson<T>(
  models: Pick<ModelStore, 'readDocument'>,
  digest: string,
): Promise<T | undefined> {
  const document = await models.readDocument(digest);
  return document && JSON.parse(Buffer.from(document.bytes).toString('utf8'));
}
