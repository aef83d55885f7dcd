import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';

/** Where a model is found: its reference and the two halves of the path. */
export interface ModelAddress {
  modelRef: string;
  namespace: string;
  name: string;
}

/** Address of the entity on whose page we are. */
export function useModelAddress(): ModelAddress {
  const { entity } = useEntity();
  return modelAddress(stringifyEntityRef(entity));
}

/** Address behind an entity reference. */
export function modelAddress(modelRef: string): ModelAddress {
  const { namespace, name } = parseEntityRef(modelRef);
  return { modelRef, namespace, name };
}

/** The model with its versions, now or as of a past instant. */
export function useModel(
  address: ModelAddress,
  asOf?: string,
): ApiQuery<Wire['Model']> {
  const { modelRef, namespace, name } = address;
  return useApiQuery(`model ${modelRef} ${asOf}`, client =>
    answerOf(
      client.request('get', '/models/{namespace}/{name}', {
        params: { path: { namespace, name }, query: { asOf } },
      }),
    ),
  );
}

/** One version with its artifacts, checks and verdicts. */
export function useVersion(
  address: ModelAddress,
  version: string,
  asOf?: string,
): ApiQuery<Wire['ModelVersion']> {
  const { modelRef, namespace, name } = address;
  return useApiQuery(`version ${modelRef} ${version} ${asOf}`, client =>
    answerOf(
      client.request('get', '/models/{namespace}/{name}/versions/{version}', {
        params: { path: { namespace, name, version }, query: { asOf } },
      }),
    ),
  );
}
