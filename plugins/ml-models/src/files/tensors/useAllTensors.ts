import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { mlModelsApiRef } from '../../api/mlModelsApiRef';
import type { TensorRows } from './TensorRows';
import { readTensors, Tensor, TensorSource } from './tensorRequests';

/** Tensors asked for at a time. */
const PAGE_SIZE = 200;
/** Pages kept; of the others only the place is known. */
const KEPT_PAGES = 100;
/** Milliseconds that rows are looked at before they are asked for: not all that flies past is wanted. */
const SETTLE_MS = 80;

interface Loaded {
  /** tensors by number of the page, the one asked for last stands last */
  pages: ReadonlyMap<number, Tensor[]>;
  error: Error | undefined;
  loading: boolean;
}

const NOTHING: Loaded = { pages: new Map(), error: undefined, loading: false };

/**
 * All `count` tensors of a file, read page by page where the reader looks. For
 * another file the component has to be another one.
 */
export function useAllTensors(source: TensorSource, count: number): TensorRows {
  const client = useApi(mlModelsApiRef);
  const latest = useRef(source);
  const [loaded, setLoaded] = useState(NOTHING);
  const wanted = useRef<{ first: number; last: number }>();
  const asked = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const generation = useRef(0);

  useEffect(() => {
    latest.current = source;
  });

  const fetchWanted = useCallback(async () => {
    const mine = generation.current;
    for (const page of missingPages(wanted.current, asked.current)) {
      asked.current.add(page);
      setLoaded(before => ({ ...before, loading: true, error: undefined }));
      try {
        const { items } = await readTensors(client, latest.current, {
          offset: page * PAGE_SIZE,
          limit: PAGE_SIZE,
        });
        if (mine !== generation.current) {
          return;
        }
        setLoaded(before => ({
          ...before,
          pages: withPage(before.pages, page, items, asked.current),
          loading: false,
        }));
      } catch (failure) {
        if (mine !== generation.current) {
          return;
        }
        asked.current.delete(page);
        const error =
          failure instanceof Error ? failure : new Error(String(failure));
        setLoaded(before => ({ ...before, error, loading: false }));
        return;
      }
    }
  }, [client]);

  useEffect(
    () => () => {
      generation.current += 1;
      asked.current = new Set();
      clearTimeout(timer.current);
    },
    [],
  );

  const look = useCallback(
    (first: number, last: number) => {
      wanted.current = {
        first: Math.floor(first / PAGE_SIZE),
        last: Math.floor(last / PAGE_SIZE),
      };
      clearTimeout(timer.current);
      if (missingPages(wanted.current, asked.current).length > 0) {
        timer.current = setTimeout(fetchWanted, SETTLE_MS);
      }
    },
    [fetchWanted],
  );

  return {
    count,
    rowAt: useCallback(
      index =>
        loaded.pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE],
      [loaded.pages],
    ),
    look,
    error: loaded.error,
    retry: fetchWanted,
    hasMore: false,
    loading: loaded.loading,
  };
}

function missingPages(
  wanted: { first: number; last: number } | undefined,
  asked: ReadonlySet<number>,
): number[] {
  if (!wanted) {
    return [];
  }
  return Array.from(
    { length: wanted.last - wanted.first + 1 },
    (_, index) => wanted.first + index,
  ).filter(page => !asked.has(page));
}

/** The pages with one more; the one asked for first goes, and may be asked for again. */
function withPage(
  pages: ReadonlyMap<number, Tensor[]>,
  page: number,
  items: Tensor[],
  asked: Set<number>,
): ReadonlyMap<number, Tensor[]> {
  const next = new Map(pages).set(page, items);
  if (next.size > KEPT_PAGES) {
    const [oldest] = next.keys();
    next.delete(oldest);
    asked.delete(oldest);
  }
  return next;
}
