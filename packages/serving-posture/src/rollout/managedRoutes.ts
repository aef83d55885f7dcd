import type { Cluster } from '../cluster/Cluster';
import type { KubernetesObject } from '../object/KubernetesObject';

/** Owners whose own rollout is read from another object. */
const CONTROLLERS = new Set(['Canary', 'Rollout', 'InferenceService']);

/**
 * A route whose weights a rollout controller writes is part of that rollout,
 * not a second one.
 */
export function isManagedRoute(
  route: KubernetesObject,
  cluster: Cluster,
): boolean {
  if (route.owners.some(owner => CONTROLLERS.has(owner.kind))) return true;
  return cluster.argoRollouts.some(
    rollout =>
      rollout.object.namespace === route.namespace &&
      rollout.virtualServices.includes(route.name),
  );
}
