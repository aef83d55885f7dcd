import type { Cluster } from '../cluster/Cluster';
import { finding } from '../finding/finding';
import { linkerdAccess } from '../mesh/linkerdAccess';
import type { LinkerdAuthorization } from '../mesh/linkerdAuthorizations';
import type {
  AuthorizationValue,
  Caller,
  CallerScope,
  Evidence,
  Finding,
} from '../types';
import type { WorkloadPort } from '../workload/portsOf';
import type { Pod, Workload } from '../workload/Workload';
import { anyone, type Authorization } from './Authorization';
import { isPattern } from './principal';

/** Linkerd's admitted callers over all ports of a workload. */
export function authorizeLinkerd(
  workload: Workload,
  pods: readonly Pod[],
  cluster: Cluster,
  ports: readonly WorkloadPort[],
): Authorization {
  const perPort = ports.map(port => ({
    port,
    access: linkerdAccess(workload, pods, cluster, port),
  }));
  const evidence = uniqueEvidence(
    perPort.flatMap(item => item.access.evidence),
  );
  const unknown =
    !perPort.length ||
    perPort.some(item => item.access.authorizations === undefined);
  const callers = perPort.flatMap(({ port, access }) =>
    (access.authorizations ?? []).flatMap(item =>
      callersOf(item, ports.length > 1 ? port.port : undefined),
    ),
  );
  const value = valueOf(callers);
  return {
    fact: {
      value: unknown ? 'unknown' : value,
      level: unknown ? 'unknown' : 'inferred',
      evidence,
    },
    callers,
    denied: [],
    findings: unknown ? [] : findingsOf(value, callers),
  };
}

function callersOf(
  authorization: LinkerdAuthorization,
  port: number | undefined,
): Caller[] {
  const operations = [port === undefined ? {} : { ports: [`${port}`] }];
  if (!authorization.requiresIdentity) {
    return [{ ...anyone(authorization.via, false), operations }];
  }
  return authorization.identities.map(identity => ({
    principal: identity,
    scope: scopeOf(identity),
    operations,
    via: authorization.via,
    serviceAccounts: null,
  }));
}

function scopeOf(identity: string): CallerScope {
  if (identity === '*') return 'any-meshed';
  return isPattern(identity) ? 'pattern' : 'identity';
}

function valueOf(callers: readonly Caller[]): AuthorizationValue {
  if (!callers.length) return 'deny-all';
  if (callers.some(caller => caller.scope === 'anyone')) return 'no-policy';
  return callers.some(caller => caller.scope === 'any-meshed')
    ? 'allow-any'
    : 'allow-list';
}

function findingsOf(
  value: AuthorizationValue,
  callers: readonly Caller[],
): Finding[] {
  switch (value) {
    case 'no-policy':
      return [
        finding('no_authz_policy', 'Callers without an identity are admitted'),
      ];
    case 'allow-any':
      return [
        finding('authz_allow_any', 'Every workload of the mesh is admitted'),
      ];
    case 'deny-all':
      return [finding('authz_deny_all', 'The policies admit nobody')];
    default:
      return callers
        .filter(caller => caller.principal.slice(1).includes('*'))
        .map(caller =>
          finding(
            'principal_never_matches',
            `${caller.principal}: only a leading star is a pattern`,
            { principal: caller.principal, policy: caller.via },
          ),
        );
  }
}

function uniqueEvidence(evidence: readonly Evidence[]): Evidence[] {
  return [
    ...new Map(
      evidence.map(item => [`${item.ref} ${item.id} ${item.why}`, item]),
    ).values(),
  ];
}
