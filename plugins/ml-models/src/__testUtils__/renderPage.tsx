import { ReactElement } from 'react';
import { useAppLocation } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { chosenViews } from '../view/chosenViews';
import { FakeBackend } from './fakeBackend';

function Address() {
  const { pathname, search } = useAppLocation();
  return <output data-testid="address">{`${pathname}${search}`}</output>;
}

/** Renders a page over the fake backend, with the URL beside it. */
export function renderPage(
  element: ReactElement,
  backend: FakeBackend,
  options: { url?: string; entity?: Entity } = {},
) {
  chosenViews.clear();
  const page = options.entity ? (
    <EntityProvider entity={options.entity}>{element}</EntityProvider>
  ) : (
    element
  );
  return renderInTestApp(
    <>
      {page}
      <Address />
    </>,
    {
      apis: [[mlModelsApiRef, backend.client]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [options.url ?? '/'],
    },
  );
}
