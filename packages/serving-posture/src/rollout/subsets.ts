import type { Cluster } from '../cluster/Cluster';
import type { StringMap } from '../object/access';
import { ISTIO_DEFAULTS } from '../mesh/MeshConfig';
import { completeHost, hostCovers, serviceOfHost } from './hosts';

export type Subset =
  | { state: 'defined'; labels: StringMap }
  | { state: 'not-defined' }
  | { state: 'unknown'; reason: string };

/**
 * What a subset of a host selects. Istio looks for a DestinationRule in the
 * client's namespace, the Service's and the root namespace; the client is taken
 * to be in the namespace of the route.
 */
export function findSubset(
  cluster: Cluster,
  host: string,
  subset: string,
  namespace: string,
): Subset {
  const complete = completeHost(host, namespace);
  const roots = cluster.meshConfigs.map(config => config.rootNamespace);
  const namespaces = new Set([
    namespace,
    serviceOfHost(complete)?.namespace ?? namespace,
    ...(roots.length ? roots : [ISTIO_DEFAULTS.rootNamespace]),
  ]);
  for (const rule of cluster.destinationRules) {
    if (!namespaces.has(rule.namespace)) continue;
    if (!hostCovers(completeHost(rule.host, rule.namespace), complete))
      continue;
    const labels = rule.subsets.get(subset);
    if (labels) return { state: 'defined', labels };
  }
  for (const where of namespaces) {
    const [unread] = cluster.inventory.unread(
      'networking.istio.io',
      'DestinationRule',
      where,
    );
    if (unread)
      return { state: 'unknown', reason: `${unread.ref}: ${unread.reason}` };
  }
  return { state: 'not-defined' };
}
