import type { ProviderOptions } from '../ingestion/ArtifactSource';

/** A workload's port whose traffic is asked for. @public */
export interface MeshTarget {
  cluster: string;
  namespace: string;
  /** kind and name of the owner, for example `Deployment` and `scorer` */
  ownerKind: string;
  ownerName: string;
  port: number;
}

/** Requests or connections per second over a window, by how they were protected. @public */
export interface MeshSample {
  target: MeshTarget;
  /** `null`: not measured; never 0 for "not known" */
  mutualTls: number | null;
  plaintext: number | null;
  /** ISO 8601 duration */
  window: string;
  /** RFC 3339 UTC */
  measuredAt: string;
}

/**
 * Measures what a mesh really did with the traffic to a workload. Not asked yet: one that is registered is named in a
 * warning at start.
 * @public
 * @experimental
 */
export interface MeshProvider {
  /** `istio`, `linkerd` … */
  readonly name: string;
  /** Targets without an answer are left out, and count as not measurable. */
  measure(
    targets: MeshTarget[],
    options: ProviderOptions,
  ): Promise<MeshSample[]>;
}
