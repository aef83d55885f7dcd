import type { Cluster } from '../cluster/Cluster';
import { matchLabelSelector } from '../object/labelSelector';
import type { Evidence } from '../types';
import type { LinkerdAuthorizationPolicy, TargetRef } from './linkerdPolicies';
import type { LinkerdServer } from './LinkerdServer';

/** One way to be admitted to a Server. */
export interface LinkerdAuthorization {
  /** Identities that are admitted; `*` is every meshed caller. */
  identities: string[];
  requiresIdentity: boolean;
  via: string;
}

export interface ServerAuthorizations {
  authorizations: LinkerdAuthorization[];
  evidence: Evidence[];
}

const POLICY_GROUP = 'policy.linkerd.io';

/**
 * Everything that admits callers to a Server: its access policy, the
 * ServerAuthorizations that select it, the AuthorizationPolicies that target
 * it or its Namespace. Policies of routes admit to routes only.
 */
export function authorizationsOf(
  server: LinkerdServer,
  cluster: Cluster,
): ServerAuthorizations {
  const result: ServerAuthorizations = { authorizations: [], evidence: [] };
  addAccessPolicy(server, result);
  const { namespace, name, labels } = server.object;
  const serverLabels = { known: labels, open: new Set<string>() };

  for (const item of cluster.linkerd.serverAuthorizations) {
    if (item.object.namespace !== namespace) continue;
    const selects =
      item.serverName === name ||
      (item.serverSelector !== undefined &&
        matchLabelSelector(item.serverSelector, serverLabels) === 'yes');
    if (!selects) continue;
    result.authorizations.push({
      identities: [
        ...item.identities,
        ...item.serviceAccounts.map(account => identityOf(account, cluster)),
        ...(item.unauthenticatedTls ? ['*'] : []),
      ],
      requiresIdentity: !item.unauthenticated,
      via: item.object.ref,
    });
  }
  for (const policy of cluster.linkerd.authorizationPolicies) {
    if (policy.object.namespace === namespace) {
      addPolicy(policy, server, cluster, result);
    }
  }
  return result;
}

function addAccessPolicy(server: LinkerdServer, result: ServerAuthorizations) {
  const { accessPolicy, object } = server;
  if (accessPolicy === undefined || accessPolicy === 'deny') return;
  const authenticated = accessPolicy.endsWith('-authenticated');
  result.authorizations.push({
    identities: authenticated ? ['*'] : [],
    requiresIdentity: authenticated,
    via: object.ref,
  });
}

function addPolicy(
  policy: LinkerdAuthorizationPolicy,
  server: LinkerdServer,
  cluster: Cluster,
  result: ServerAuthorizations,
) {
  const { target, required, object } = policy;
  const onServer =
    target.group === POLICY_GROUP &&
    target.kind === 'Server' &&
    target.name === server.object.name;
  const onNamespace =
    target.kind === 'Namespace' && target.name === server.object.namespace;
  if (!onServer && !onNamespace) return;
  const mesh = required.filter(
    ref =>
      ref.kind === 'MeshTLSAuthentication' || ref.kind === 'ServiceAccount',
  );
  const identities = mesh.map(ref =>
    identitiesOf(ref, object.namespace, cluster),
  );
  if (identities.includes(undefined)) {
    result.evidence.push({
      ref: object.ref,
      role: 'ignored',
      id: 'dangling_authentication',
      why: 'Names an authentication that is not among the objects; Linkerd ignores such a policy',
      pointer: '/spec/requiredAuthenticationRefs',
    });
    return;
  }
  result.authorizations.push({
    identities: identities.flatMap(item => item ?? []),
    requiresIdentity: mesh.length > 0,
    via: object.ref,
  });
}

function identitiesOf(
  ref: TargetRef,
  namespace: string,
  cluster: Cluster,
): string[] | undefined {
  const account = { name: ref.name, namespace: ref.namespace ?? namespace };
  if (ref.kind === 'ServiceAccount') return [identityOf(account, cluster)];
  const found = cluster.linkerd.meshTlsAuthentications.find(
    item =>
      item.object.name === account.name &&
      item.object.namespace === account.namespace,
  );
  return (
    found && [
      ...found.identities,
      ...found.identityRefs.map(item =>
        item.kind === 'Namespace'
          ? `*.${item.name || found.object.namespace}.${identitySuffix(
              cluster,
            )}`
          : identityOf(
              {
                name: item.name,
                namespace: item.namespace ?? found.object.namespace,
              },
              cluster,
            ),
      ),
    ]
  );
}

/**
 * `<sa>.<ns>.serviceaccount.identity.<control-plane-ns>.<identity-domain>`,
 * linkerd2 policy-controller cluster_info.rs.
 */
function identityOf(
  account: { name: string; namespace: string },
  cluster: Cluster,
): string {
  return `${account.name}.${account.namespace}.${identitySuffix(cluster)}`;
}

function identitySuffix(cluster: Cluster): string {
  const config = cluster.linkerd.configs[0];
  const controlPlane = config?.controlPlaneNamespace ?? 'linkerd';
  const domain = config?.identityTrustDomain ?? 'cluster.local';
  return `serviceaccount.identity.${controlPlane}.${domain}`;
}
