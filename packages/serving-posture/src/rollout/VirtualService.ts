import { POSTURE_LIMITS } from '../limits';
import { type Cursor, isJsonObject } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';

export interface Destination {
  host: string;
  subset: string | undefined;
  port: number | undefined;
}

export interface WeightedDestination {
  destination: Destination;
  /** Relative; `undefined` when not written. */
  weight: number | undefined;
}

export interface MirrorDestination {
  destination: Destination;
  /** Percent of the requests that are copied. */
  percentage: number;
}

/** One entry of `spec.http` or `spec.tls`/`spec.tcp`, first match wins. */
export interface VirtualServiceRule {
  name: string | undefined;
  pointer: string;
  /** What a request must be, in words; empty matches everything. */
  matches: string[];
  routes: WeightedDestination[];
  mirrors: MirrorDestination[];
  delegated: boolean;
}

/** Istio `networking.istio.io` VirtualService. */
export interface VirtualService {
  object: KubernetesObject;
  namespace: string;
  name: string;
  ref: string;
  hosts: string[];
  rules: VirtualServiceRule[];
}

const MAX_WEIGHT = 2 ** 31 - 1;

export const VIRTUAL_SERVICE: ObjectType<VirtualService> = {
  group: 'networking.istio.io',
  kind: 'VirtualService',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    return {
      object,
      namespace: object.namespace,
      name: object.name,
      ref: object.ref,
      hosts: spec.strings('hosts'),
      rules: ['http', 'tls', 'tcp'].flatMap(protocol =>
        spec.objects(protocol, POSTURE_LIMITS.rules).map(readRule),
      ),
    };
  },
};

function readRule(rule: Cursor): VirtualServiceRule {
  const mirror = rule.object('mirror');
  const mirrorShare =
    readPercent(rule.object('mirrorPercentage')) ??
    rule.integer('mirrorPercent', 0, 100) ??
    rule.integer('mirror_percent', 0, 100) ??
    100;
  return {
    name: rule.string('name'),
    pointer: rule.pointer,
    matches: rule
      .objects('match', POSTURE_LIMITS.values)
      .map(describeMatch)
      .filter(text => text.length > 0),
    routes: rule.objects('route', POSTURE_LIMITS.values).map(route => ({
      destination: readDestination(
        route.object('destination') ?? route.fail('destination', 'set'),
      ),
      weight: route.integer('weight', 0, MAX_WEIGHT),
    })),
    mirrors: [
      ...(mirror
        ? [{ destination: readDestination(mirror), percentage: mirrorShare }]
        : []),
      ...rule.objects('mirrors', POSTURE_LIMITS.arms).map(item => ({
        destination: readDestination(
          item.object('destination') ?? item.fail('destination', 'set'),
        ),
        percentage: readPercent(item.object('percentage')) ?? 100,
      })),
    ],
    delegated: rule.has('delegate'),
  };
}

function readPercent(percent: Cursor | undefined): number | undefined {
  const value = percent?.raw('value');
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value >= 0 && value <= 100)) {
    return percent?.fail('value', 'a number from 0 to 100');
  }
  return value;
}

function readDestination(destination: Cursor): Destination {
  return {
    host: destination.string('host') ?? destination.fail('host', 'set'),
    subset: destination.string('subset') || undefined,
    port: destination.object('port')?.integer('number', 1, 65_535),
  };
}

/** Bounded words for one HTTPMatchRequest: `header x-user exact "jason"`. */
function describeMatch(match: Cursor): string {
  const words: string[] = [];
  for (const key of Object.keys(match.value).slice(0, POSTURE_LIMITS.arms)) {
    if (key === 'name' || match.raw(key) === undefined) continue;
    const value = match.raw(key);
    if (key === 'headers' || key === 'queryParams') {
      const members = match.object(key);
      const names = Object.keys(members?.value ?? {});
      for (const name of names.slice(0, POSTURE_LIMITS.arms)) {
        const label = key === 'headers' ? 'header' : 'query';
        words.push(
          `${label} ${name} ${describeStringMatch(members?.raw(name))}`,
        );
      }
    } else if (isJsonObject(value)) {
      words.push(`${key} ${describeStringMatch(value)}`);
    } else {
      words.push(`${key} ${describeScalar(value)}`);
    }
  }
  return words.join(' and ').slice(0, POSTURE_LIMITS.text);
}

function describeStringMatch(value: unknown): string {
  if (!isJsonObject(value)) return describeScalar(value);
  const entries = Object.entries(value).slice(0, 4);
  return entries.length
    ? entries.map(([how, what]) => `${how} ${describeScalar(what)}`).join(' ')
    : 'present';
}

function describeScalar(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 256));
  if (typeof value === 'number' || typeof value === 'boolean')
    return `${value}`;
  return 'set';
}
