import type { ProviderOptions } from '../ingestion/ArtifactSource';

/** A Kubernetes object as the API server or a manifest gives it; read defensively. @public */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** One look at one cluster. @public */
export interface ClusterSnapshot {
  cluster: string;
  /** RFC 3339 UTC */
  observedAt: string;
  /** `cluster`: running pods were listed; `manifests`: only what is written was read */
  source: 'cluster' | 'manifests';
  objects: ClusterObject[];
  /** English sentences: kinds that could not be listed. What is missing here is unknown, not absent. */
  problems: string[];
}

/** Gives the objects of clusters: workloads, services, mesh and rollout resources. @public */
export interface WorkloadSource {
  readonly name: string;
  /** One snapshot per cluster. A cluster that cannot be read is a snapshot with problems, or throws. */
  observe(options: ProviderOptions): Promise<ClusterSnapshot[]>;
}
