import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { MlModelsClient } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { AnswerCache } from './AnswerCache';
import { FRESH_MS, GONE_MS } from './limits';
import { useRefresh } from './useRefresh';

/** A request's present state. */
export interface ApiQuery<T> {
  value: T | undefined;
  /** why there is no value; beside one, why it could not be renewed */
  error: Error | undefined;
  /** nothing to show yet */
  loading: boolean;
  /** when the value was read, in milliseconds since 1970 */
  readAt: number | undefined;
  retry: () => void;
}

/** One cache per client, so that no session sees what another one read. */
const caches = new WeakMap<MlModelsClient, AnswerCache>();

function cacheOf(client: MlModelsClient): AnswerCache {
  let cache = caches.get(client);
  if (!cache) {
    cache = new AnswerCache();
    caches.set(client, cache);
  }
  return cache;
}

/**
 * Runs `load` now, whenever `key` changes, and again while the page is looked
 * at. The same key keeps the last answer on screen, also when it could not be
 * renewed; another key starts empty, so that facts of one subject never stand
 * under the name of another.
 */
export function useApiQuery<T>(
  key: string,
  load: (client: MlModelsClient) => Promise<T>,
  options: {
    /** false for what never changes under its key */
    refresh?: boolean;
  } = {},
): ApiQuery<T> {
  const client = useApi(mlModelsApiRef);
  const cache = cacheOf(client);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });
  const answer = useSyncExternalStore(
    useCallback(listener => cache.subscribe(key, listener), [cache, key]),
    () => cache.get(key),
  );
  const refresh = useCallback(() => {
    cache.refresh(key, () => latestLoad.current(client), {
      freshMs: FRESH_MS,
      goneMs: GONE_MS,
    });
  }, [cache, client, key]);
  useEffect(refresh, [refresh]);
  // What is not there is not looked for at an interval, only when asked to.
  const isGone = answer.goneAt !== undefined;
  useRefresh(options.refresh === false || isGone ? undefined : refresh);
  const retry = useCallback(() => {
    cache.forgetUnwatched();
    cache.read(key, () => latestLoad.current(client));
  }, [cache, client, key]);
  return {
    // whoever writes under a key writes what its readers load
    value: answer.value as T | undefined,
    error: answer.error,
    loading: answer.value === undefined && answer.error === undefined,
    readAt: answer.readAt,
    retry,
  };
}
