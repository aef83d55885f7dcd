import { useCallback, useEffect, useRef } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { chosenViews } from './chosenViews';

/** What of a model the pages show: which version, and as of when. */
export interface ModelView {
  /** label of the version asked for; the latest one when absent */
  version: string | undefined;
  /** position, instant or date; the present when absent */
  asOf: string | undefined;
  setVersion: (version: string | undefined) => void;
  setAsOf: (asOf: string | undefined) => void;
}

const VIEW_PARAMS = ['version', 'asOf'] as const;

/** The view in the URL; choices follow to the other tabs of the same entity. */
export function useModelView(): ModelView {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const [params, setParams] = useAppSearchParams();

  // The tabs stay below the model's page; whoever leaves it starts anew.
  const page = useRouteRef(entityRouteRef)(entityRouteParams(entity));
  useEffect(
    () => () => {
      if (!isBelow(window.location.pathname, page)) {
        chosenViews.delete(entityRef);
      }
    },
    [entityRef, page],
  );

  // Once per arrival at a tab: later on, an empty query is the reader's wish.
  const arrivedAt = useRef<string>();
  useEffect(() => {
    if (arrivedAt.current === entityRef) {
      return;
    }
    arrivedAt.current = entityRef;
    const chosen = chosenViews.get(entityRef);
    if (VIEW_PARAMS.some(name => params.has(name))) {
      chosenViews.set(entityRef, viewOf(params));
    } else if (chosen && Object.keys(chosen).length > 0) {
      setParams(withParams(params, chosen), { replace: true });
    }
  }, [entityRef, params, setParams]);

  const set = useCallback(
    (name: (typeof VIEW_PARAMS)[number], value: string | undefined) => {
      const next = withParams(params, { [name]: value });
      chosenViews.set(entityRef, viewOf(next));
      setParams(next);
    },
    [entityRef, params, setParams],
  );

  return {
    version: params.get('version') ?? undefined,
    asOf: params.get('asOf') ?? undefined,
    setVersion: useCallback(version => set('version', version), [set]),
    setAsOf: useCallback(asOf => set('asOf', asOf), [set]),
  };
}

function isBelow(pathname: string, page: string): boolean {
  return pathname === page || pathname.startsWith(`${page}/`);
}

function viewOf(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    VIEW_PARAMS.flatMap(name => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}

function withParams(
  params: URLSearchParams,
  values: Record<string, string | undefined>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) {
      next.delete(name);
    } else {
      next.set(name, value);
    }
  }
  return next;
}
