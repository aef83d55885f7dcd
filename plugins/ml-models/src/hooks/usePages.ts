import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { MlModelsClient } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { isGone } from '../api/MlModelsRequestError';
import { useRefresh } from './useRefresh';

/** One page of a keyset-paged list. */
export interface Page<T, C> {
  items: T[];
  /** where the next page starts, `null` after the last one */
  next: C | null;
}

/** A list that grows page by page. */
export interface Pages<T> {
  items: T[];
  /** why the list is not all of it, or not renewed */
  error: Error | undefined;
  loading: boolean;
  hasMore: boolean;
  /** pages that `items` are made of */
  pages: number;
  /** when the list was read, in milliseconds since 1970 */
  readAt: number | undefined;
  loadMore: () => void;
  /** reads all its pages again; the old ones stay until all are there */
  reload: () => void;
  /** tries again what failed */
  retry: () => void;
}

interface PagesState<T, C> {
  items: T[];
  next: C | null | undefined;
  pages: number;
  readAt: number | undefined;
  error: Error | undefined;
  failed: 'more' | 'all' | undefined;
  loading: boolean;
}

const EMPTY = {
  items: [],
  next: undefined,
  pages: 0,
  readAt: undefined,
  error: undefined,
  failed: undefined,
  loading: true,
};

/**
 * Reads the first pages now and whenever `key` changes, one more with each
 * `loadMore`, and all of them again while the page is looked at. Answers to an
 * earlier key are dropped.
 */
export function usePages<T, C>(
  key: string,
  load: (client: MlModelsClient, from: C | undefined) => Promise<Page<T, C>>,
  options: {
    /** pages to begin with */
    first?: number;
    /** false for what never changes under its key */
    refresh?: boolean;
  } = {},
): Pages<T> {
  const client = useApi(mlModelsApiRef);
  const latest = useRef({ load, first: options.first ?? 1 });
  useEffect(() => {
    latest.current = { load, first: options.first ?? 1 };
  });
  // Only the read begun last may write.
  const reads = useRef(0);
  const [state, setState] = useState<PagesState<T, C>>(EMPTY);

  /** Reads `count` pages on from `from`, and puts them behind `before`. */
  const read = useCallback(
    async (
      failed: 'more' | 'all',
      before: { items: T[]; pages: number },
      from: C | undefined,
      count: number,
    ) => {
      reads.current += 1;
      const mine = reads.current;
      setState(present => ({ ...present, loading: true }));
      try {
        let items = before.items;
        let pages = before.pages;
        let next: C | null | undefined = from;
        do {
          const page: Page<T, C> = await latest.current.load(
            client,
            next ?? undefined,
          );
          items = [...items, ...page.items];
          next = page.next;
          pages += 1;
        } while (next !== null && pages < before.pages + count);
        if (mine === reads.current) {
          setState(present => ({
            items,
            next,
            pages,
            readAt: failed === 'all' ? Date.now() : present.readAt,
            error: undefined,
            failed: undefined,
            loading: false,
          }));
        }
      } catch (failure) {
        if (mine === reads.current) {
          const error =
            failure instanceof Error ? failure : new Error(String(failure));
          setState(present => ({
            ...(isGone(error) ? { ...EMPTY } : present),
            error,
            failed,
            loading: false,
          }));
        }
      }
    },
    [client],
  );
  const readAll = useCallback(
    (count: number) => read('all', { items: [], pages: 0 }, undefined, count),
    [read],
  );

  useEffect(() => {
    setState(EMPTY);
    readAll(latest.current.first);
    return () => {
      reads.current += 1;
    };
  }, [key, readAll]);

  const loadMore = () => read('more', state, state.next ?? undefined, 1);
  const reload = () => readAll(Math.max(state.pages, latest.current.first));
  useRefresh(
    options.refresh === false
      ? undefined
      : () => {
          if (!state.loading) {
            reload();
          }
        },
  );
  return {
    items: state.items,
    error: state.error,
    loading: state.loading,
    hasMore: state.next !== null && state.next !== undefined,
    pages: state.pages,
    readAt: state.readAt,
    loadMore,
    reload,
    retry: () => (state.failed === 'more' ? loadMore() : reload()),
  };
}
