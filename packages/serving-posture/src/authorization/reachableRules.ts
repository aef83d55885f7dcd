import type { Cluster } from '../cluster/Cluster';
import { finding } from '../finding/finding';
import { matchLabels } from '../object/selector';
import type { Evidence, Finding } from '../types';
import type { Workload } from '../workload/Workload';
import type { AuthorizationPolicy, PolicyRule } from './AuthorizationPolicy';

const USE_WAYPOINT = 'istio.io/use-waypoint';

const HTTP_SOURCE = [
  'requestPrincipals',
  'notRequestPrincipals',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
] as const;

interface Reachable {
  rules: { rule: PolicyRule; policy: AuthorizationPolicy }[];
  dropped: { evidence: Evidence[]; findings: Finding[]; unknown: boolean };
}

/**
 * The ALLOW rules that can match at all. ztunnel sees connections, not
 * requests: a rule with HTTP attributes never matches there, and what a
 * waypoint enforces is judged at the waypoint.
 */
export function reachableRules(
  policies: readonly AuthorizationPolicy[],
  ambient: boolean,
  workload: Workload,
  cluster: Cluster,
): Reachable {
  const all = policies.flatMap(policy =>
    policy.rules.map(rule => ({ rule, policy })),
  );
  const dropped: Reachable['dropped'] = {
    evidence: [],
    findings: [],
    unknown: false,
  };
  if (!ambient) return { rules: all, dropped };
  const waypoint = waypointOf(workload, cluster);
  if (waypoint) {
    dropped.unknown = true;
    dropped.evidence.push({
      ref: waypoint.ref,
      role: 'decides',
      id: 'waypoint_in_use',
      why: `Traffic may pass the waypoint ${waypoint.name}, whose policies are not judged here`,
      value: waypoint.name,
    });
  }
  const rules = all.filter(item => !usesHttp(item.rule));
  const policiesWithHttp = new Set(
    all.filter(item => usesHttp(item.rule)).map(item => item.policy.ref),
  );
  for (const ref of policiesWithHttp) {
    const why = 'ztunnel cannot see HTTP attributes: the rule never matches';
    dropped.evidence.push({ ref, role: 'ignored', id: 'l7_in_ztunnel', why });
    dropped.findings.push(
      finding('l7_policy_without_waypoint', `${ref}: ${why}`, { policy: ref }),
    );
  }
  return { rules, dropped };
}

function usesHttp(rule: PolicyRule): boolean {
  const inOperation = rule.to.some(
    operation =>
      operation.hosts ??
      operation.notHosts ??
      operation.methods ??
      operation.notMethods ??
      operation.paths ??
      operation.notPaths,
  );
  const inSource = rule.from.some(source =>
    HTTP_SOURCE.some(field => source[field] !== undefined),
  );
  const inCondition = rule.when.some(({ key }) => key.startsWith('request.'));
  return inOperation || inSource || inCondition;
}

function waypointOf(
  workload: Workload,
  cluster: Cluster,
): { ref: string; name: string } | undefined {
  const onPod = workload.template.labels.get(USE_WAYPOINT);
  const services = cluster.services
    .filter(
      service =>
        service.namespace === workload.namespace &&
        service.selector.size > 0 &&
        matchLabels(service.selector, workload.podLabels) === 'yes',
    )
    .map(service => ({
      ref: service.object.ref,
      name: service.object.labels.get(USE_WAYPOINT),
    }));
  const namespace = cluster.namespaces.get(workload.namespace);
  const stated = [
    { ref: workload.object.ref, name: onPod },
    ...services,
    {
      ref: `Namespace ${workload.namespace}`,
      name: namespace?.labels.get(USE_WAYPOINT),
    },
  ].find(item => item.name !== undefined);
  return stated?.name !== undefined && stated.name !== 'none'
    ? { ref: stated.ref, name: stated.name }
    : undefined;
}
