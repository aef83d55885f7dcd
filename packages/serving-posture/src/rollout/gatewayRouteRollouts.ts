import { POSTURE_LIMITS } from '../limits';
import type { RolloutArm } from '../types';
import type { BackendRef, GatewayRoute, GatewayRule } from './GatewayRoute';
import { isManagedRoute } from './managedRoutes';
import { type ArmVersion, NO_VERSION } from './ArmVersions';
import {
  declaredOnly,
  type RolloutContext,
  type RolloutProvider,
  type SourceRollout,
} from './RolloutProvider';
import { indexOfLargest, sharesOf } from './shares';

/**
 * Rollouts of the Gateway API: a rule with several backends splits by weight,
 * a RequestMirror filter copies.
 */
export const GATEWAY_ROUTE_ROLLOUTS: RolloutProvider = {
  read: context =>
    context.cluster.gatewayRoutes
      .filter(route => !isManagedRoute(route.object, context.cluster))
      .flatMap(route =>
        route.rules
          .flatMap(rule => readRule(route, rule, context))
          .slice(0, POSTURE_LIMITS.rollouts),
      ),
};

function readRule(
  route: GatewayRoute,
  rule: GatewayRule,
  context: RolloutContext,
): SourceRollout[] {
  if (rule.backends.length < 2 && !rule.mirrors.length) return [];
  const weights = rule.backends.map(backend => backend.weight);
  const shares = sharesOf(weights);
  const stable = indexOfLargest(weights);
  const arms = rule.backends.map(
    (backend, index): RolloutArm => ({
      role: index === stable ? 'stable' : 'canary',
      ref: refOf(backend),
      ...versionOf(backend, context),
      weights: declaredOnly(shares[index]),
    }),
  );
  const mirrors = rule.mirrors.map(
    ({ backend, percentage }): RolloutArm => ({
      role: 'mirror',
      ref: refOf(backend),
      ...versionOf(backend, context),
      weights: declaredOnly(percentage / 100),
    }),
  );
  const served = shares.filter(share => share !== null && share > 0).length;
  const mirrored = rule.mirrors.some(mirror => mirror.percentage > 0);
  const none = rule.backends.length > 0 && served === 0;
  const split = served > 1 || mirrored ? 'declared' : 'idle';
  return [
    {
      namespace: route.object.namespace,
      source: route.kind,
      name: route.object.name,
      ...(route.rules.length > 1 ? { rule: rule.name ?? rule.pointer } : {}),
      mode: rule.backends.length > 1 ? 'canary' : 'mirror',
      arms: [...arms.sort(stableFirst), ...mirrors].slice(
        0,
        POSTURE_LIMITS.arms,
      ),
      phase: none ? 'unknown' : split,
      warnings: none
        ? [
            {
              id: 'weights_all_zero',
              message: 'All weights are 0: requests fail with 500',
            },
          ]
        : [],
      evidence: [
        {
          ref: route.object.ref,
          role: 'decides',
          id: 'route_rule',
          why: 'Weights of the rule’s backends',
          pointer: rule.pointer,
        },
      ],
    },
  ];
}

function stableFirst(left: RolloutArm, right: RolloutArm): number {
  return Number(left.role !== 'stable') - Number(right.role !== 'stable');
}

function refOf({ kind, name, port }: BackendRef): string {
  return `${kind} ${name}${port === undefined ? '' : `:${port}`}`;
}

function versionOf(
  { kind, name, namespace }: BackendRef,
  { versions }: RolloutContext,
): ArmVersion {
  return kind === 'Service'
    ? versions.ofService({ name, namespace })
    : NO_VERSION;
}
