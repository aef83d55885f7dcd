import { useCallback, useMemo } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import {
  FACETS,
  Facet,
  MAX_PAGES,
  readFilters,
  toggled,
  withValues,
} from './modelFilters';

/** The list's filters; the URL is the only place where they live. */
export function useModelFilters() {
  const [params, setParams] = useAppSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const setParam = useCallback(
    (name: 'text' | 'sort' | 'layout', value: string) =>
      setParams(
        before => withValues(before, name, value ? [value] : []),
        // Letters of a search are no places to come back to.
        { replace: name === 'text' },
      ),
    [setParams],
  );
  const setFacet = useCallback(
    (facet: Facet, values: readonly string[]) =>
      setParams(before => withValues(before, facet, values)),
    [setParams],
  );
  const toggle = useCallback(
    (facet: Facet, value: string) =>
      setParams(before => toggled(before, facet, value)),
    [setParams],
  );
  /** Where the reader has come to, so that a reload or a shared link is as long. */
  const setPages = useCallback(
    (pages: number) =>
      setParams(
        before => {
          const next = new URLSearchParams(before);
          next.set('pages', String(Math.min(pages, MAX_PAGES)));
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams(before =>
        [...FACETS, 'text'].reduce(
          (next, name) => withValues(next, name, []),
          before,
        ),
      ),
    [setParams],
  );
  const removeUnknown = useCallback(
    () =>
      setParams(before => {
        const { unknown } = readFilters(before);
        return new URLSearchParams(
          [...before].filter(
            ([name, value]) =>
              !unknown.some(item => item.name === name && item.value === value),
          ),
        );
      }),
    [setParams],
  );
  return {
    filters,
    setParam,
    setFacet,
    toggle,
    setPages,
    clear,
    removeUnknown,
  };
}
