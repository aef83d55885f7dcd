import type { Cluster } from '../cluster/Cluster';
import type { Evidence, MtlsDeclared } from '../types';
import type { WorkloadPort } from '../workload/portsOf';
import type { Pod, Workload } from '../workload/Workload';
import {
  authorizationsOf,
  type LinkerdAuthorization,
} from './linkerdAuthorizations';
import { linkerdDefaultPolicy } from './linkerdDefaultPolicy';
import type { LinkerdServer } from './LinkerdServer';
import { matchLabelSelector } from '../object/labelSelector';

/** Who Linkerd's policies admit to one port. */
export interface LinkerdAccess {
  tls: Extract<MtlsDeclared, 'required' | 'optional' | 'unknown'>;
  /** `undefined`: not known. Empty: nobody. */
  authorizations: LinkerdAuthorization[] | undefined;
  evidence: Evidence[];
}

const POLICY_KINDS = [
  'Server',
  'ServerAuthorization',
  'AuthorizationPolicy',
  'MeshTLSAuthentication',
  'NetworkAuthentication',
] as const;

/**
 * A Server that selects the port replaces the default policy with the
 * authorizations that target it; without one the default policy counts.
 */
export function linkerdAccess(
  workload: Workload,
  pods: readonly Pod[],
  cluster: Cluster,
  port: WorkloadPort,
): LinkerdAccess {
  const unread = POLICY_KINDS.flatMap(kind =>
    cluster.inventory.unread('policy.linkerd.io', kind, workload.namespace),
  );
  if (unread.length) {
    return unknown(
      unread.map(item => ({
        ref: item.ref,
        role: 'decides',
        id: 'policy_unreadable',
        why: `May decide, but could not be read: ${item.reason}`,
      })),
    );
  }
  const servers = cluster.linkerd.servers.filter(
    server =>
      server.object.namespace === workload.namespace &&
      selectsPort(server, port) &&
      matchLabelSelector(server.podSelector, workload.podLabels) !== 'no',
  );
  const undecided = servers.filter(
    server =>
      matchLabelSelector(server.podSelector, workload.podLabels) === 'unknown',
  );
  if (undecided.length || servers.length > 1) {
    return unknown(
      servers.map(server => ({
        ref: server.object.ref,
        role: 'decides',
        id: 'server_undecided',
        why: 'More than one Server may select this port, or its labels are not known yet',
      })),
    );
  }
  if (!servers.length) {
    return linkerdDefaultPolicy(workload, pods, cluster, port);
  }
  const [server] = servers;
  const found = authorizationsOf(server, cluster);
  const open = found.authorizations.filter(item => !item.requiresIdentity);
  return {
    tls: open.length ? 'optional' : 'required',
    authorizations: found.authorizations,
    evidence: [
      {
        ref: server.object.ref,
        role: 'decides',
        id: open.length
          ? 'server_admits_plaintext'
          : 'server_requires_identity',
        why: explain(found.authorizations, open),
      },
      ...found.evidence,
    ],
  };
}

function explain(
  all: readonly LinkerdAuthorization[],
  open: readonly LinkerdAuthorization[],
): string {
  if (open.length) return `${open[0].via} admits callers without an identity`;
  return all.length
    ? 'Every authorization of this Server needs a mesh identity'
    : 'No authorization targets this Server: nobody may call';
}

function selectsPort(server: LinkerdServer, port: WorkloadPort): boolean {
  return typeof server.port === 'number'
    ? server.port === port.port
    : server.port === port.name;
}

function unknown(evidence: Evidence[]): LinkerdAccess {
  return { tls: 'unknown', authorizations: undefined, evidence };
}
