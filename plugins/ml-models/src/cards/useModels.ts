import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';

/** Models by their references, in one request; one that is not registered has no entry. */
export function useModels(
  modelRefs: readonly string[],
): ApiQuery<ReadonlyMap<string, Wire['ModelSummary']>> {
  return useApiQuery(`models ${modelRefs.join(' ')}`, async client => {
    const { items } = await answerOf(
      client.request('get', '/models', {
        params: {
          query: { modelRef: [...modelRefs], limit: modelRefs.length },
        },
      }),
    );
    return new Map(items.map(item => [item.modelRef, item]));
  });
}
