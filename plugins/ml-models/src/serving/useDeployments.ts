import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { ModelAddress } from '../model/useModel';

/** Workloads that serve a model, its rollouts, and what could not be read. */
export function useDeployments(
  address: ModelAddress,
): ApiQuery<Wire['Deployments']> {
  const { modelRef, namespace, name } = address;
  return useApiQuery(`deployments ${modelRef}`, client =>
    answerOf(
      client.request('get', '/models/{namespace}/{name}/deployments', {
        params: { path: { namespace, name } },
      }),
    ),
  );
}
