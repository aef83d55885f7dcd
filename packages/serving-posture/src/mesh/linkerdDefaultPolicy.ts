import type { Cluster } from '../cluster/Cluster';
import type { Evidence } from '../types';
import type { WorkloadPort } from '../workload/portsOf';
import type { Pod, Workload } from '../workload/Workload';
import type { LinkerdAccess } from './linkerdAccess';

const DEFAULT_POLICY = 'config.linkerd.io/default-inbound-policy';
const REQUIRE_IDENTITY =
  'config.linkerd.io/proxy-require-identity-inbound-ports';

type Stated = { value: string; evidence: Evidence };

/**
 * The policy of a port that no Server selects. The injector copies the
 * Namespace's annotation to the pod when it is made, so running pods decide.
 */
export function linkerdDefaultPolicy(
  workload: Workload,
  pods: readonly Pod[],
  cluster: Cluster,
  port: WorkloadPort,
): LinkerdAccess {
  const stated = statedPolicies(workload, pods, cluster);
  const values = new Set(stated.map(item => item.value));
  const evidence = stated.map(item => item.evidence).slice(0, 1);
  if (values.size !== 1) {
    return {
      tls: 'unknown',
      authorizations: undefined,
      evidence: stated.length
        ? stated.map(item => item.evidence)
        : [
            {
              ref: 'ConfigMap linkerd/linkerd-config',
              role: 'decides',
              id: 'linkerd_default_unknown',
              why: `No Server selects this port, and the cluster's default inbound policy is not among the objects`,
            },
          ],
    };
  }
  const [value] = values;
  if (requiresIdentity(workload, port.port)) {
    return {
      tls: 'required',
      authorizations: [
        { identities: ['*'], requiresIdentity: true, via: REQUIRE_IDENTITY },
      ],
      evidence: [
        {
          ref: workload.object.ref,
          role: 'decides',
          id: 'linkerd_require_identity',
          why: `Annotation ${REQUIRE_IDENTITY} lists the port`,
        },
        ...evidence.map((item): Evidence => ({ ...item, role: 'overridden' })),
      ],
    };
  }
  return access(value, evidence);
}

function access(value: string, evidence: Evidence[]): LinkerdAccess {
  switch (value) {
    case 'all-authenticated':
    case 'cluster-authenticated':
      return {
        tls: 'required',
        authorizations: [
          { identities: ['*'], requiresIdentity: true, via: value },
        ],
        evidence,
      };
    case 'deny':
      return { tls: 'required', authorizations: [], evidence };
    case 'all-unauthenticated':
    case 'cluster-unauthenticated':
    case 'audit':
      return {
        tls: 'optional',
        authorizations: [
          { identities: [], requiresIdentity: false, via: value },
        ],
        evidence,
      };
    default:
      return { tls: 'unknown', authorizations: undefined, evidence };
  }
}

function statedPolicies(
  workload: Workload,
  pods: readonly Pod[],
  cluster: Cluster,
): Stated[] {
  const onPods = pods.flatMap(pod => {
    const value = pod.template.annotations.get(DEFAULT_POLICY);
    return value === undefined ? [] : state(pod.object.ref, value, 'pod');
  });
  if (pods.length && onPods.length === pods.length) return onPods;
  if (pods.length && onPods.length) {
    // The rest started under the cluster's default of their day.
    return [...onPods, ...fromConfig(cluster)];
  }
  if (pods.length) return fromConfig(cluster);
  const onTemplate = workload.template.annotations.get(DEFAULT_POLICY);
  if (onTemplate !== undefined) {
    return state(workload.object.ref, onTemplate, 'pod template');
  }
  const namespace = cluster.namespaces.get(workload.namespace);
  const onNamespace = namespace?.annotations.get(DEFAULT_POLICY);
  if (namespace && onNamespace !== undefined) {
    return state(namespace.ref, onNamespace, 'Namespace');
  }
  return fromConfig(cluster);
}

function fromConfig(cluster: Cluster): Stated[] {
  return cluster.linkerd.configs.flatMap(config =>
    config.defaultInboundPolicy === undefined
      ? []
      : state(config.ref, config.defaultInboundPolicy, 'cluster default'),
  );
}

function state(ref: string, value: string, where: string): Stated[] {
  return [
    {
      value,
      evidence: {
        ref,
        role: 'decides',
        id: 'linkerd_default_policy',
        why: `Default inbound policy ${value.slice(0, 256)} (${where})`,
        value: value.slice(0, 256),
      },
    },
  ];
}

function requiresIdentity(workload: Workload, port: number): boolean {
  const list = workload.template.annotations.get(REQUIRE_IDENTITY);
  return list?.split(',').some(item => item.trim() === `${port}`) ?? false;
}
