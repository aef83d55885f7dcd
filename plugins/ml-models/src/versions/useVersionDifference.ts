import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { ModelAddress } from '../model/useModel';

/** What the registry says of the step from one version to another. */
export function useVersionDifference(
  address: ModelAddress,
  { from, to }: { from: string; to: string },
): ApiQuery<Wire['VersionDifference']> {
  const { modelRef, namespace, name } = address;
  return useApiQuery(
    `diff ${modelRef} ${from} ${to}`,
    client =>
      answerOf(
        client.request(
          'get',
          '/models/{namespace}/{name}/versions/{version}/diff',
          {
            params: { path: { namespace, name, version: to }, query: { from } },
          },
        ),
      ),
    { refresh: false },
  );
}
