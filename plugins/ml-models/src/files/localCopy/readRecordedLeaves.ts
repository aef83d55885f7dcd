import type { MlModelsClient } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../../api/answerOf';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The recorded leaves of a file. A document that is no list of digests throws:
 * comparing with something else would name wrong chunks.
 */
export async function readRecordedLeaves(
  client: MlModelsClient,
  digest: string,
): Promise<string[]> {
  const document: unknown = await answerOf(
    client.request('get', '/documents/{digest}', {
      params: { path: { digest } },
    }),
  );
  if (
    !Array.isArray(document) ||
    !document.every(leaf => typeof leaf === 'string' && DIGEST.test(leaf))
  ) {
    throw new TypeError('The recorded chunk list is not a list of digests');
  }
  return document;
}
