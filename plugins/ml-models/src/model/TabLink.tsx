import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { ModelAddress } from './useModel';

/** Pages of a model that others lead to. */
export type ModelTab =
  | 'versions'
  | 'files'
  | 'sbom'
  | 'governance'
  | 'serving'
  | 'rollout'
  | 'history';

/** Leads to a page of the model, of that version where one is named. */
export function TabLink(props: {
  address: ModelAddress;
  /** the overview when absent */
  tab?: ModelTab;
  version?: string;
  children: ReactNode;
}) {
  const entityRoute = useRouteRef(entityRouteRef);
  const { address, children, tab, version } = props;
  const page = entityRoute({
    kind: 'mlmodel',
    namespace: address.namespace,
    name: address.name,
  });
  const query = version && `?${new URLSearchParams({ version })}`;
  return (
    <Link to={[page, tab && `/${tab}`, query].filter(Boolean).join('')}>
      {children}
    </Link>
  );
}
