import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { MlModelsClient } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsApiRef } from '../api/mlModelsApiRef';

/** One page of a keyset-paged list. */
export interface Page<T, C> {
  items: T[];
  /** where the next page starts, `null` after the last one */
  next: C | null;
}

/** A list that grows page by page. */
export interface Pages<T> {
  items: T[];
  error: Error | undefined;
  loading: boolean;
  hasMore: boolean;
  loadMore: () => void;
  /** reads from the start again */
  reload: () => void;
}

interface PagesState<T, C> {
  items: T[];
  next: C | null | undefined;
  error: Error | undefined;
  loading: boolean;
}

/**
 * Reads the first page now and whenever `key` changes, and one more with each
 * `loadMore`. Answers to an earlier key are dropped.
 */
export function usePages<T, C>(
  key: string,
  load: (client: MlModelsClient, from: C | undefined) => Promise<Page<T, C>>,
): Pages<T> {
  const client = useApi(mlModelsApiRef);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });
  const generation = useRef(0);
  const [state, setState] = useState<PagesState<T, C>>({
    items: [],
    next: undefined,
    error: undefined,
    loading: true,
  });

  const read = useCallback(
    async (from: C | undefined) => {
      const mine = generation.current;
      setState(before => ({ ...before, loading: true, error: undefined }));
      try {
        const page = await latestLoad.current(client, from);
        if (mine === generation.current) {
          setState(before => ({
            items:
              from === undefined
                ? page.items
                : [...before.items, ...page.items],
            next: page.next,
            error: undefined,
            loading: false,
          }));
        }
      } catch (failure) {
        if (mine === generation.current) {
          const error =
            failure instanceof Error ? failure : new Error(String(failure));
          setState(before => ({ ...before, error, loading: false }));
        }
      }
    },
    [client],
  );

  useEffect(() => {
    generation.current += 1;
    setState({ items: [], next: undefined, error: undefined, loading: true });
    read(undefined);
    return () => {
      generation.current += 1;
    };
  }, [key, read]);

  return {
    items: state.items,
    error: state.error,
    loading: state.loading,
    hasMore: state.next !== null && state.next !== undefined,
    loadMore: () => read(state.next ?? undefined),
    reload: () => read(undefined),
  };
}
