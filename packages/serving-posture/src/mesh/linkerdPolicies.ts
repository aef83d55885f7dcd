import { POSTURE_LIMITS } from '../limits';
import type { Cursor } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import { type LabelSelector, readLabelSelector } from '../object/labelSelector';
import type { ObjectType } from '../object/ObjectType';

export interface TargetRef {
  group: string;
  kind: string;
  name: string;
  namespace: string | undefined;
}

function readTargetRef(ref: Cursor): TargetRef {
  return {
    group: ref.string('group') ?? '',
    kind: ref.string('kind') ?? ref.fail('kind', 'set'),
    name: ref.string('name') ?? ref.fail('name', 'set'),
    namespace: ref.string('namespace'),
  };
}

/** Linkerd `policy.linkerd.io/v1alpha1` AuthorizationPolicy. */
export interface LinkerdAuthorizationPolicy {
  object: KubernetesObject;
  target: TargetRef;
  required: TargetRef[];
}

export const LINKERD_AUTHORIZATION_POLICY: ObjectType<LinkerdAuthorizationPolicy> =
  {
    group: 'policy.linkerd.io',
    kind: 'AuthorizationPolicy',
    versions: ['v1alpha1'],
    read: object => {
      const spec =
        object.body.object('spec') ?? object.body.fail('spec', 'set');
      return {
        object,
        target: readTargetRef(
          spec.object('targetRef') ?? spec.fail('targetRef', 'set'),
        ),
        required: spec
          .objects('requiredAuthenticationRefs', POSTURE_LIMITS.values)
          .map(readTargetRef),
      };
    },
  };

/** Linkerd `policy.linkerd.io/v1alpha1` MeshTLSAuthentication. */
export interface MeshTlsAuthentication {
  object: KubernetesObject;
  identities: string[];
  identityRefs: TargetRef[];
}

export const MESH_TLS_AUTHENTICATION: ObjectType<MeshTlsAuthentication> = {
  group: 'policy.linkerd.io',
  kind: 'MeshTLSAuthentication',
  versions: ['v1alpha1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    return {
      object,
      identities: spec.strings('identities'),
      identityRefs: spec
        .objects('identityRefs', POSTURE_LIMITS.values)
        .map(ref => ({
          group: ref.string('group') ?? '',
          kind: ref.string('kind') ?? ref.fail('kind', 'set'),
          name: ref.string('name') ?? '',
          namespace: ref.string('namespace'),
        })),
    };
  },
};

/** Linkerd `policy.linkerd.io/v1beta1` ServerAuthorization. */
export interface ServerAuthorization {
  object: KubernetesObject;
  serverName: string | undefined;
  serverSelector: LabelSelector | undefined;
  unauthenticated: boolean;
  unauthenticatedTls: boolean;
  identities: string[];
  serviceAccounts: { name: string; namespace: string }[];
}

export const SERVER_AUTHORIZATION: ObjectType<ServerAuthorization> = {
  group: 'policy.linkerd.io',
  kind: 'ServerAuthorization',
  versions: ['v1beta1', 'v1alpha1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const server = spec.object('server') ?? spec.fail('server', 'set');
    const selector = server.object('selector');
    const client = spec.object('client') ?? spec.fail('client', 'set');
    const meshTls = client.object('meshTLS');
    return {
      object,
      serverName: server.string('name'),
      serverSelector: selector && readLabelSelector(selector),
      unauthenticated: client.boolean('unauthenticated') ?? false,
      unauthenticatedTls: meshTls?.boolean('unauthenticatedTLS') ?? false,
      identities: meshTls?.strings('identities') ?? [],
      serviceAccounts: (
        meshTls?.objects('serviceAccounts', POSTURE_LIMITS.values) ?? []
      ).map(account => ({
        name: account.string('name') ?? account.fail('name', 'set'),
        namespace: account.string('namespace') ?? object.namespace,
      })),
    };
  },
};
