import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';

/** What the rules of the registry's readers mean, by rule. */
export function useFindingRules(): ApiQuery<
  ReadonlyMap<string, Wire['FindingRule']>
> {
  return useApiQuery(
    'finding rules',
    async client => {
      const { items } = await answerOf(client.request('get', '/finding-rules'));
      return new Map(items.map(item => [item.rule, item]));
    },
    { refresh: false },
  );
}
