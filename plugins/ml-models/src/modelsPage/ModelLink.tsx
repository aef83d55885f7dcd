import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { modelAddress } from '../model/useModel';

/** Link to a page of the model; `tab` is a path such as `/files?digest=…`. */
export function ModelLink(props: {
  modelRef: string;
  tab?: string;
  children: string;
}) {
  const entityPath = useRouteRef(entityRouteRef);
  const { namespace, name } = modelAddress(props.modelRef);
  const path = entityPath({ kind: 'mlmodel', namespace, name });
  return <Link to={`${path}${props.tab ?? ''}`}>{props.children}</Link>;
}
