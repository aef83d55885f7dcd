import type { Cluster } from '../cluster/Cluster';
import { POSTURE_LIMITS } from '../limits';
import type { RolloutArm, RolloutWarning } from '../types';
import { isManagedRoute } from './managedRoutes';
import { completeHost, serviceOfHost } from './hosts';
import { type ArmVersion, NO_VERSION } from './ArmVersions';
import {
  declaredOnly,
  type RolloutContext,
  type RolloutProvider,
  type SourceRollout,
} from './RolloutProvider';
import { indexOfLargest, sharesOf } from './shares';
import { findSubset } from './subsets';
import type {
  Destination,
  VirtualService,
  VirtualServiceRule,
} from './VirtualService';

/**
 * Rollouts of Istio's VirtualService, rule by rule, first match wins. A rule
 * with one destination and no mirror splits nothing and is no rollout; one that
 * lists several destinations is, even while one of them takes everything
 * (phase `idle`).
 */
export const VIRTUAL_SERVICE_ROLLOUTS: RolloutProvider = {
  read: context =>
    context.cluster.virtualServices.flatMap(service => {
      if (isManagedRoute(service.object, context.cluster)) return [];
      const reachable = reachableRules(service);
      return [
        ...reachable.flatMap(rule => readRule(service, rule, context)),
        ...readAbTest(service, reachable, context),
      ].slice(0, POSTURE_LIMITS.rollouts);
    }),
};

/** Nothing passes a rule that matches everything. */
function reachableRules(service: VirtualService): VirtualServiceRule[] {
  const last = service.rules.findIndex(rule => !rule.matches.length);
  return last < 0 ? service.rules : service.rules.slice(0, last + 1);
}

function readRule(
  service: VirtualService,
  rule: VirtualServiceRule,
  context: RolloutContext,
): SourceRollout[] {
  if (rule.routes.length < 2 && !rule.mirrors.length) return [];
  const single = rule.routes.length === 1;
  const weights = rule.routes.map(route => (single ? 1 : route.weight ?? 0));
  const shares = sharesOf(weights);
  const stable = indexOfLargest(weights);
  const arms = rule.routes
    .map(
      ({ destination }, index): RolloutArm => ({
        role: index === stable ? 'stable' : 'canary',
        ref: refOf(destination, rule),
        ...versionOf(destination, service, context),
        weights: declaredOnly(shares[index]),
      }),
    )
    .sort((left, right) => rank(left) - rank(right));
  const mirrors = rule.mirrors.map(
    ({ destination, percentage }): RolloutArm => ({
      role: 'mirror',
      ref: refOf(destination, rule),
      ...versionOf(destination, service, context),
      weights: declaredOnly(percentage / 100),
    }),
  );
  const served = shares.filter(share => share !== null && share > 0).length;
  const mirrored = rule.mirrors.some(mirror => mirror.percentage > 0);
  const none = rule.routes.length > 0 && served === 0;
  const split = served > 1 || mirrored ? 'declared' : 'idle';
  return [
    {
      ...head(service, rule),
      mode: single || !rule.routes.length ? 'mirror' : 'canary',
      arms: [...arms, ...mirrors].slice(0, POSTURE_LIMITS.arms),
      phase: none ? 'unknown' : split,
      warnings: [
        ...(none
          ? [
              {
                id: 'weights_all_zero' as const,
                message: 'All weights are 0: no destination takes traffic',
              },
            ]
          : []),
        ...subsetWarnings(service, destinationsOf(rule), context.cluster),
        ...hostWarnings(service, context.cluster),
      ],
    },
  ];
}

/** Requests that match go to another subset of the host that the rest takes. */
function readAbTest(
  service: VirtualService,
  rules: readonly VirtualServiceRule[],
  context: RolloutContext,
): SourceRollout[] {
  const rest = rules.find(rule => !rule.matches.length);
  if (rest?.routes.length !== 1) return [];
  const main = rest.routes[0].destination;
  const others = rules.filter(
    rule =>
      rule.matches.length > 0 &&
      rule.routes.length === 1 &&
      rule.routes[0].destination.host === main.host &&
      rule.routes[0].destination.subset !== main.subset,
  );
  if (!others.length) return [];
  const arm = (
    destination: Destination,
    role: RolloutArm['role'],
    match?: string[],
  ): RolloutArm => ({
    role,
    ref: refOf(destination, rest),
    ...versionOf(destination, service, context),
    // Whoever matches goes there: the share depends on the requests.
    weights: declaredOnly(null),
    ...(match ? { match } : {}),
  });
  const tested = others.map(rule => rule.routes[0].destination);
  return [
    {
      ...head(service, rest),
      mode: 'ab',
      arms: [
        arm(main, 'stable'),
        ...others.map((rule, index) =>
          arm(tested[index], 'canary', rule.matches),
        ),
      ].slice(0, POSTURE_LIMITS.arms),
      phase: 'declared',
      warnings: [
        ...subsetWarnings(service, [main, ...tested], context.cluster),
        ...hostWarnings(service, context.cluster),
      ],
    },
  ];
}

function head(service: VirtualService, rule: VirtualServiceRule) {
  const target = destinationsOf(rule)[0]?.host;
  return {
    namespace: service.namespace,
    source: 'VirtualService' as const,
    name: service.name,
    ...(service.rules.length > 1 ? { rule: rule.name ?? rule.pointer } : {}),
    ...(target === undefined ? {} : { target }),
    evidence: [
      {
        ref: service.ref,
        role: 'decides' as const,
        id: 'route_rule',
        why: rule.matches.length
          ? `Rule for ${rule.matches.slice(0, 4).join(' or ')}`
          : 'Rule for every request that no earlier rule takes',
        pointer: rule.pointer,
      },
    ],
  };
}

function destinationsOf(rule: VirtualServiceRule): Destination[] {
  return [...rule.routes, ...rule.mirrors].map(item => item.destination);
}

function rank(arm: RolloutArm): number {
  return arm.role === 'stable' ? 0 : 1;
}

function refOf(destination: Destination, rule: VirtualServiceRule): string {
  const { host, subset, port } = destination;
  const hosts = new Set(destinationsOf(rule).map(item => item.host));
  const at = port === undefined ? '' : `:${port}`;
  if (subset === undefined) return `host ${host}${at}`;
  return hosts.size === 1
    ? `subset ${subset}`
    : `host ${host}${at} subset ${subset}`;
}

function versionOf(
  destination: Destination,
  service: VirtualService,
  { cluster, versions }: RolloutContext,
): ArmVersion {
  const { host, subset } = destination;
  const target = serviceOfHost(completeHost(host, service.namespace));
  if (!target) return NO_VERSION;
  if (subset === undefined) return versions.ofService(target);
  const found = findSubset(cluster, host, subset, service.namespace);
  return found.state === 'defined'
    ? versions.ofService(target, found.labels)
    : NO_VERSION;
}

/** One warning per host, naming its subsets. */
function subsetWarnings(
  service: VirtualService,
  destinations: readonly Destination[],
  cluster: Cluster,
): RolloutWarning[] {
  const missing = new Map<string, Set<string>>();
  const unknown = new Map<string, string>();
  for (const { host, subset } of destinations) {
    if (subset === undefined) continue;
    const found = findSubset(cluster, host, subset, service.namespace);
    if (found.state === 'unknown') unknown.set(host, found.reason);
    if (found.state === 'not-defined') {
      missing.set(host, (missing.get(host) ?? new Set()).add(subset));
    }
  }
  return [
    ...[...missing].map(([host, names]): RolloutWarning => {
      const subsets = [...names];
      return {
        id: 'subset_not_defined',
        message: `No DestinationRule among the objects defines ${
          subsets.length > 1 ? 'subsets' : 'subset'
        } ${subsets.join(
          ', ',
        )} of host ${host}; unless one is applied from elsewhere, requests to them fail with 503`,
        params: { host, subsets },
      };
    }),
    ...[...unknown].map(
      ([host, reason]): RolloutWarning => ({
        id: 'subset_unknown',
        message: `Whether the subsets of host ${host} are defined is not known: ${reason}`,
        params: { host },
      }),
    ),
  ];
}

/** Istio does not merge several VirtualServices for one host in the mesh. */
function hostWarnings(
  service: VirtualService,
  cluster: Cluster,
): RolloutWarning[] {
  const hosts = new Set(
    service.hosts.map(host => completeHost(host, service.namespace)),
  );
  const others = cluster.virtualServices.filter(
    other =>
      other !== service &&
      other.namespace === service.namespace &&
      other.hosts.some(host => hosts.has(completeHost(host, other.namespace))),
  );
  return others.length
    ? [
        {
          id: 'several_routes_for_host',
          message: `${others
            .map(other => other.ref)
            .join(
              ', ',
            )} names the same host; inside the mesh only one of them counts`,
        },
      ]
    : [];
}
