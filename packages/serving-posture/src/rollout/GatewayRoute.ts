import { POSTURE_LIMITS } from '../limits';
import type { Cursor } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';

export interface BackendRef {
  kind: string;
  name: string;
  namespace: string;
  port: number | undefined;
  weight: number;
}

export interface RouteMirror {
  backend: BackendRef;
  percentage: number;
}

export interface GatewayRule {
  name: string | undefined;
  pointer: string;
  backends: BackendRef[];
  mirrors: RouteMirror[];
}

/** Gateway API HTTPRoute or GRPCRoute. */
export interface GatewayRoute {
  object: KubernetesObject;
  kind: 'HTTPRoute' | 'GRPCRoute';
  rules: GatewayRule[];
}

/** The API's default (gateway-api `HTTPBackendRef.weight`). */
const DEFAULT_WEIGHT = 1;
const MAX_WEIGHT = 1_000_000;

function gatewayRoute(kind: GatewayRoute['kind']): ObjectType<GatewayRoute> {
  return {
    group: 'gateway.networking.k8s.io',
    kind,
    versions: ['v1', 'v1beta1', 'v1alpha2'],
    read: object => ({
      object,
      kind,
      rules: (
        object.body.object('spec')?.objects('rules', POSTURE_LIMITS.rules) ?? []
      ).map(rule => readRule(rule, object.namespace)),
    }),
  };
}

export const HTTP_ROUTE = gatewayRoute('HTTPRoute');
export const GRPC_ROUTE = gatewayRoute('GRPCRoute');

function readRule(rule: Cursor, namespace: string): GatewayRule {
  return {
    name: rule.string('name'),
    pointer: rule.pointer,
    backends: rule
      .objects('backendRefs', POSTURE_LIMITS.values)
      .map(backend => readBackend(backend, namespace)),
    mirrors: rule
      .objects('filters', POSTURE_LIMITS.values)
      .flatMap(filter => filter.object('requestMirror') ?? [])
      .map(mirror => ({
        backend: readBackend(
          mirror.object('backendRef') ?? mirror.fail('backendRef', 'set'),
          namespace,
        ),
        percentage: readPercentage(mirror),
      })),
  };
}

function readPercentage(mirror: Cursor): number {
  const fraction = mirror.object('fraction');
  if (!fraction) return mirror.integer('percent', 0, 100) ?? 100;
  const numerator = fraction.integer('numerator', 0, MAX_WEIGHT) ?? 0;
  const denominator = fraction.integer('denominator', 1, MAX_WEIGHT) ?? 100;
  return numerator <= denominator
    ? (numerator / denominator) * 100
    : fraction.fail('numerator', 'at most the denominator');
}

function readBackend(backend: Cursor, namespace: string): BackendRef {
  return {
    kind: backend.string('kind') ?? 'Service',
    name: backend.string('name') ?? backend.fail('name', 'set'),
    namespace: backend.string('namespace') ?? namespace,
    port: backend.integer('port', 1, 65_535),
    weight: backend.integer('weight', 0, MAX_WEIGHT) ?? DEFAULT_WEIGHT,
  };
}
