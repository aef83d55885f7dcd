import { useCallback, useEffect, useState } from 'react';
import { usePages } from '../../hooks/usePages';
import type { TensorRows } from './TensorRows';
import { readTensors, sourceKey, Tensor, TensorSource } from './tensorRequests';

/** Matches asked for at a time. */
const PAGE_SIZE = 200;
/** Rows that are fetched before the reader comes to them. */
const AHEAD = 100;

/**
 * Tensors whose name contains `search`, read on as the reader comes to their
 * end. For another search the component has to be another one.
 */
export function useFoundTensors(
  source: TensorSource,
  search: string,
): TensorRows {
  const [looked, setLooked] = useState(0);
  const { items, error, loading, hasMore, loadMore } = usePages<Tensor, string>(
    `tensors ${sourceKey(source)} ${search}`,
    async (client, cursor) => {
      const page = await readTensors(client, source, {
        limit: PAGE_SIZE,
        cursor,
        search,
      });
      return { items: page.items, next: page.nextCursor };
    },
    { refresh: false },
  );
  // An answer may hold no match and still not be the last one.
  const wantsMore =
    hasMore && !loading && !error && items.length < looked + AHEAD;
  useEffect(() => {
    if (wantsMore) {
      loadMore();
    }
  });
  return {
    count: items.length,
    rowAt: useCallback(index => items[index], [items]),
    look: useCallback((_first, last) => setLooked(last), []),
    error,
    retry: loadMore,
    hasMore,
    loading,
  };
}
