import { POSTURE_LIMITS } from '../limits';
import { PostureError } from '../PostureError';
import { Cursor, type JsonObject, type StringMap } from './access';

export interface OwnerReference {
  kind: string;
  name: string;
  controller: boolean;
}

/** What every Kubernetes object says about itself; the rest is unread. */
export interface KubernetesObject {
  group: string;
  version: string;
  kind: string;
  /** Empty for cluster-scoped kinds. */
  namespace: string;
  /** No namespace was written, so the one of the apply command counts. */
  namespaceAssumed: boolean;
  name: string;
  uid: string | undefined;
  labels: StringMap;
  annotations: StringMap;
  owners: OwnerReference[];
  /** Seconds since the epoch; manifests mostly have none. */
  createdAt: number | undefined;
  /** `Kind namespace/name`, as evidence names it. */
  ref: string;
  body: Cursor;
}

const CLUSTER_SCOPED = new Set(['Namespace', 'RuntimeClass']);

/** The namespace that `kubectl apply` uses when none is written or set. */
export const DEFAULT_NAMESPACE = 'default';

export function splitApiVersion(apiVersion: string): [string, string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? ['', apiVersion]
    : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

/**
 * The kind as evidence names it: Linkerd's AuthorizationPolicy carries its
 * group, because Istio's is meant when none is said.
 */
export function qualifiedKind(group: string, kind: string): string {
  return group === 'policy.linkerd.io' ? `${kind}.${group}` : kind;
}

export function formatRef(
  kind: string,
  namespace: string,
  name: string,
): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** Reads `apiVersion`, `kind` and `metadata`. */
export function readKubernetesObject(value: JsonObject): KubernetesObject {
  const body = new Cursor(value, '');
  const apiVersion =
    body.string('apiVersion') ?? body.fail('apiVersion', 'set');
  const kind = body.string('kind') ?? body.fail('kind', 'set');
  const metadata = body.object('metadata') ?? body.fail('metadata', 'set');
  const name = metadata.string('name');
  if (!name) {
    throw new PostureError('MALFORMED', '/metadata/name is not set');
  }
  const [group, version] = splitApiVersion(apiVersion);
  const written = metadata.string('namespace');
  const clusterScoped = CLUSTER_SCOPED.has(kind);
  const namespace = clusterScoped ? '' : written || DEFAULT_NAMESPACE;
  return {
    group,
    version,
    kind,
    namespace,
    namespaceAssumed: !clusterScoped && !written,
    name,
    uid: metadata.string('uid'),
    labels: metadata.stringMap('labels'),
    annotations: metadata.stringMap('annotations', POSTURE_LIMITS.annotation),
    owners: metadata
      .objects('ownerReferences', POSTURE_LIMITS.containers)
      .map(owner => ({
        kind: owner.string('kind') ?? '',
        name: owner.string('name') ?? '',
        controller: owner.boolean('controller') ?? false,
      })),
    createdAt: readTimestamp(metadata),
    ref: formatRef(qualifiedKind(group, kind), namespace, name),
    body,
  };
}

/**
 * YAML 1.1 readers turn an unquoted time stamp into a Date. Kubernetes keeps
 * whole seconds only.
 */
function readTimestamp(metadata: Cursor): number | undefined {
  const value = metadata.raw('creationTimestamp');
  if (value === undefined) return undefined;
  const millis =
    value instanceof Date
      ? value.getTime()
      : Date.parse(metadata.string('creationTimestamp') ?? '');
  if (!Number.isFinite(millis)) {
    return metadata.fail('creationTimestamp', 'an RFC 3339 time');
  }
  return Math.floor(millis / 1000);
}
