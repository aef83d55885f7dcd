import { useCallback, useMemo } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { FACETS, Facet, readFilters, toggled } from './modelFilters';

/** The list's filters; the URL is the only place where they live. */
export function useModelFilters() {
  const [params, setParams] = useAppSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const setParam = useCallback(
    (name: 'text' | 'sort' | 'layout', value: string) =>
      setParams(
        before => {
          const next = new URLSearchParams(before);
          if (value) {
            next.set(name, value);
          } else {
            next.delete(name);
          }
          return next;
        },
        // Letters of a search are no places to come back to.
        { replace: name === 'text' },
      ),
    [setParams],
  );
  const toggle = useCallback(
    (facet: Facet, value: string) =>
      setParams(before => toggled(before, facet, value)),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams(before => {
        const next = new URLSearchParams(before);
        for (const facet of FACETS) {
          next.delete(facet);
        }
        next.delete('text');
        return next;
      }),
    [setParams],
  );
  return { filters, setParam, toggle, clear };
}
