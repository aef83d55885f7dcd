import type { Cluster } from '../cluster/Cluster';
import type { Evidence } from '../types';
import type { Workload } from '../workload/Workload';
import { ISTIO_DEFAULTS } from './MeshConfig';

/** Istio's settings for one workload, or why they are not known. */
export interface EffectiveMeshConfig {
  rootNamespace: string;
  /** The workload's own first, then its aliases. */
  trustDomains: string[];
  evidence: Evidence[];
  /** The settings that were found disagree or cannot be read. */
  uncertain: boolean;
}

/**
 * The mesh configuration of the workload's revision. Without any among the
 * objects Istio's defaults are assumed, and the evidence says so.
 */
export function findMeshConfig(
  workload: Workload,
  cluster: Cluster,
): EffectiveMeshConfig {
  const revision =
    workload.template.labels.get('istio.io/rev') ??
    cluster.namespaces.get(workload.namespace)?.labels.get('istio.io/rev');
  const wanted =
    revision && revision !== 'default' ? `istio-${revision}` : 'istio';
  const exact = cluster.meshConfigs.filter(config => config.name === wanted);
  // A revision may be a tag that points to any of them.
  const candidates = exact.length ? exact : cluster.meshConfigs;
  const unread = cluster.inventory
    .unread('', 'ConfigMap')
    .find(item => /\/istio(-|$)|\*$/.test(item.ref));
  const first = candidates[0];
  if (!first) {
    return {
      rootNamespace: ISTIO_DEFAULTS.rootNamespace,
      trustDomains: [ISTIO_DEFAULTS.trustDomain],
      uncertain: unread !== undefined,
      evidence: [
        unread
          ? {
              ref: unread.ref,
              role: 'context',
              id: 'mesh_config_unreadable',
              why: `The mesh configuration could not be read: ${unread.reason}`,
            }
          : {
              ref: 'MeshConfig',
              role: 'context',
              id: 'mesh_config_assumed',
              why: `No mesh configuration among the objects; assumed are Istio's defaults: root namespace ${ISTIO_DEFAULTS.rootNamespace}, trust domain ${ISTIO_DEFAULTS.trustDomain}`,
            },
      ],
    };
  }
  const uncertain =
    unread !== undefined ||
    candidates.some(
      config =>
        config.rootNamespace !== first.rootNamespace ||
        config.trustDomain !== first.trustDomain,
    );
  return {
    rootNamespace: first.rootNamespace,
    trustDomains: [first.trustDomain, ...first.trustDomainAliases],
    uncertain,
    evidence: candidates.map(config => ({
      ref: config.ref,
      role: 'context',
      id: 'mesh_config',
      why: `Root namespace ${config.rootNamespace}, trust domain ${config.trustDomain}`,
      pointer: '/data/mesh',
    })),
  };
}
