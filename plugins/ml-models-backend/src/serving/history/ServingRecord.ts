import type {
  ModelEvent,
  ObservationSource,
} from '@ml-models/backstage-plugin-ml-models-common';

/** What one model's history says about where it is served: the state that a new look is compared with. */
export interface ServingRecord {
  /** sequence of the last event folded */
  sequence: number;
  /** by cluster and deployment */
  deployments: Record<string, RecordedDeployment>;
  /** by cluster and rollout */
  rollouts: Record<string, RecordedRollout>;
}

export interface RecordedDeployment {
  cluster: string;
  deployment: string;
  version?: string;
  /** what was read when it was last recorded */
  seenIn: ObservationSource;
  /** verdict by port */
  ports: Record<string, string>;
}

export interface RecordedRollout {
  cluster: string;
  rollout: string;
  phase: string;
  weights: Record<string, number | null>;
  weight: string;
}

export const EMPTY_SERVING_RECORD: ServingRecord = {
  sequence: 0,
  deployments: {},
  rollouts: {},
};

export function servingKey(cluster: string, name: string): string {
  return JSON.stringify([cluster, name]);
}

/** Total: events about something else change the sequence only. */
export function foldServing(
  record: ServingRecord,
  event: ModelEvent,
): ServingRecord {
  const next = { ...record, sequence: event.sequence };
  switch (event.type) {
    case 'ModelDeployed': {
      const { cluster, deployment, version, seen_in: seenIn } = event.data;
      const key = servingKey(cluster, deployment);
      const ports = record.deployments[key]?.ports ?? {};
      return {
        ...next,
        deployments: {
          ...record.deployments,
          [key]: {
            cluster,
            deployment,
            ...(version && { version }),
            seenIn,
            ports,
          },
        },
      };
    }
    case 'ModelUndeployed': {
      const { cluster, deployment } = event.data;
      const { [servingKey(cluster, deployment)]: _gone, ...deployments } =
        record.deployments;
      return { ...next, deployments };
    }
    case 'PostureChanged': {
      const { cluster, deployment, port, to, seen_in: seenIn } = event.data;
      const key = servingKey(cluster, deployment);
      const known = record.deployments[key] ?? {
        cluster,
        deployment,
        seenIn,
        ports: {},
      };
      return {
        ...next,
        deployments: {
          ...record.deployments,
          [key]: { ...known, ports: { ...known.ports, [`${port}`]: to } },
        },
      };
    }
    case 'RolloutAdvanced': {
      const { cluster, rollout, to, weights, weight } = event.data;
      return {
        ...next,
        rollouts: {
          ...record.rollouts,
          [servingKey(cluster, rollout)]: {
            cluster,
            rollout,
            phase: to,
            weights,
            weight,
          },
        },
      };
    }
    default:
      return next;
  }
}
