import { useEffect, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { MlModelsClient } from '@ml-models/backstage-plugin-ml-models-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { mlModelsApiRef } from '../api/mlModelsApiRef';

/** A request's present state. */
export interface ApiQuery<T> {
  value: T | undefined;
  error: Error | undefined;
  /** nothing to show yet */
  loading: boolean;
  retry: () => void;
}

/**
 * Runs `load` now and whenever `key` changes. A repeat under the same key keeps
 * the last answer on screen; another key starts empty, so that facts of one
 * subject never stand under the name of another.
 */
export function useApiQuery<T>(
  key: string,
  load: (client: MlModelsClient) => Promise<T>,
): ApiQuery<T> {
  const client = useApi(mlModelsApiRef);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });
  const state = useAsyncRetry(async () => {
    try {
      return { key, value: await latestLoad.current(client) };
    } catch (error) {
      return { key, error: asError(error) };
    }
  }, [client, key]);
  const outcome = state.value?.key === key ? state.value : undefined;
  return {
    value: outcome?.value,
    error: outcome?.error,
    loading: outcome === undefined,
    retry: state.retry,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
