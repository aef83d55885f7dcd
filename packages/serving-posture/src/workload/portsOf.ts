import type { Cluster } from '../cluster/Cluster';
import { POSTURE_LIMITS } from '../limits';
import { matchLabels } from '../object/selector';
import type { Evidence } from '../types';
import {
  KSERVE_CONTAINER_PORT,
  QUEUE_PROXY_H2C_PORT,
  QUEUE_PROXY_PORT,
} from './InferenceService';
import type { ContainerPort } from './PodTemplate';
import type { Workload } from './Workload';

/** A port that requests reach in the pod, and how we know of it. */
export interface WorkloadPort extends ContainerPort {
  evidence: Evidence[];
}

/** Containers that meshes and Knative add; their ports are not the model's. */
const ADDED_CONTAINERS = new Set([
  'istio-proxy',
  'linkerd-proxy',
  'queue-proxy',
]);

/** At most `POSTURE_LIMITS.ports`, in ascending order. */
export function portsOf(
  workload: Workload,
  cluster: Cluster,
): { ports: WorkloadPort[]; truncated: boolean } {
  const found = new Map<string, WorkloadPort>();
  const add = (port: WorkloadPort) => {
    const key = `${port.protocol} ${port.port}`;
    const before = found.get(key);
    found.set(
      key,
      before ? { ...before, name: before.name ?? port.name } : port,
    );
  };
  containerPorts(workload).forEach(add);
  servicePorts(workload, cluster, [...found.values()]).forEach(add);
  const ports = [...found.values()].sort((a, b) => a.port - b.port);
  return {
    ports: ports.slice(0, POSTURE_LIMITS.ports),
    truncated: ports.length > POSTURE_LIMITS.ports,
  };
}

function containerPorts(workload: Workload): WorkloadPort[] {
  const { containers, initContainers } = workload.template;
  const declared = [...containers, ...initContainers]
    .filter(container => !ADDED_CONTAINERS.has(container.name))
    .flatMap(container => container.ports)
    .map(port => ({ ...port, evidence: [] }));
  if (workload.serverless) return [queueProxyPort(workload, declared)];
  if (!workload.inferenceService || declared.length) return declared;
  return [
    {
      port: KSERVE_CONTAINER_PORT,
      name: undefined,
      protocol: 'TCP',
      evidence: [
        {
          ref: workload.object.ref,
          role: 'context',
          id: 'kserve_default_port',
          why: `No port is declared; KServe's servers listen on ${KSERVE_CONTAINER_PORT}`,
        },
      ],
    },
  ];
}

/** Requests enter a serverless pod through queue-proxy, not the container. */
function queueProxyPort(
  workload: Workload,
  declared: readonly WorkloadPort[],
): WorkloadPort {
  const h2c = declared.some(port => port.name?.startsWith('h2c') ?? false);
  const port = h2c ? QUEUE_PROXY_H2C_PORT : QUEUE_PROXY_PORT;
  return {
    port,
    name: 'queue-port',
    protocol: 'TCP',
    evidence: [
      {
        ref: workload.object.ref,
        role: 'context',
        id: 'knative_queue_proxy',
        why: `Serverless: requests enter through Knative's queue-proxy on ${port}`,
        ...(workload.inferenceService?.modePointer === undefined
          ? {}
          : { pointer: workload.inferenceService.modePointer }),
      },
    ],
  };
}

/** Ports that a Service sends to although no container declares them. */
function servicePorts(
  workload: Workload,
  cluster: Cluster,
  declared: readonly WorkloadPort[],
): WorkloadPort[] {
  return cluster.services
    .filter(
      service =>
        service.namespace === workload.namespace &&
        service.selector.size > 0 &&
        matchLabels(service.selector, workload.podLabels) === 'yes',
    )
    .flatMap(service =>
      service.ports.flatMap(port => {
        if (typeof port.targetPort === 'string') return [];
        const known = declared.some(item => item.port === port.targetPort);
        return {
          port: port.targetPort,
          name: known ? undefined : port.name,
          protocol: port.protocol,
          evidence: [
            {
              ref: service.object.ref,
              role: 'context' as const,
              id: 'service_target_port',
              why: `The Service sends to ${port.targetPort}, which no container declares`,
            },
          ],
        };
      }),
    );
}
