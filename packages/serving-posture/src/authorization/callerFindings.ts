import { finding } from '../finding/finding';
import type { EffectiveMeshConfig } from '../mesh/findMeshConfig';
import type { Caller, Finding } from '../types';
import { parsePrincipal } from './principal';
import type { ServiceAccountDirectory } from './ServiceAccountDirectory';

/** In policies this names the mesh's own trust domain, whatever it is called. */
const LOCAL_TRUST_DOMAIN = 'cluster.local';

const PLAINTEXT_CONDITION = /^(ipBlocks|remoteIpBlocks|notIpBlocks): /;

/** What the list of callers gives away. */
export function callerFindings(
  callers: readonly Caller[],
  restriction: 'allow' | 'custom' | 'none',
  accounts: ServiceAccountDirectory,
  config: EffectiveMeshConfig,
): Finding[] {
  if (!callers.length) {
    return [finding('authz_deny_all', 'The policies admit nobody')];
  }
  if (restriction === 'none') {
    return [
      finding('no_authz_policy', 'No ALLOW policy restricts who may call'),
    ];
  }
  // What the external authorizer admits is not to be seen here.
  if (restriction === 'custom') return [];
  return callers.flatMap(caller => judge(caller, accounts, config));
}

function judge(
  caller: Caller,
  accounts: ServiceAccountDirectory,
  config: EffectiveMeshConfig,
): Finding[] {
  const { principal, via } = caller;
  const params = { principal, policy: via };
  switch (caller.scope) {
    case 'anyone':
    case 'any-meshed':
      return caller.conditions
        ? conditionFindings(caller)
        : [
            finding(
              'authz_allow_any',
              caller.scope === 'anyone'
                ? `${via} admits anyone`
                : `${via} admits every workload of the mesh`,
              params,
            ),
          ];
    case 'pattern':
      return [
        finding(
          'wildcard_principal',
          `${via} admits ${principal}${countText(caller)}`,
          params,
        ),
      ];
    case 'namespace':
      return [
        finding(
          'namespace_wide_principal',
          `${via} admits every ServiceAccount of a namespace: ${principal}`,
          params,
        ),
      ];
    default:
      return identityFindings(caller, accounts, config);
  }
}

function countText(caller: Caller): string {
  return caller.serviceAccounts
    ? `, which is ${caller.serviceAccounts.length} ServiceAccounts`
    : '';
}

function conditionFindings(caller: Caller): Finding[] {
  const byAddress = caller.conditions?.every(condition =>
    PLAINTEXT_CONDITION.test(condition),
  );
  return byAddress
    ? [
        finding(
          'plaintext_rule',
          `${caller.via} admits by address only; an address is no identity`,
          { policy: caller.via },
        ),
      ]
    : [];
}

function identityFindings(
  caller: Caller,
  accounts: ServiceAccountDirectory,
  config: EffectiveMeshConfig,
): Finding[] {
  const { principal, via } = caller;
  const params = { principal, policy: via };
  const parsed = parsePrincipal(principal);
  if (!parsed) {
    return [
      finding(
        'principal_never_matches',
        `${principal} in ${via} is not <trust domain>/ns/<namespace>/sa/<account>, without spiffe://`,
        params,
      ),
    ];
  }
  if (
    parsed.trustDomain !== LOCAL_TRUST_DOMAIN &&
    !config.trustDomains.includes(parsed.trustDomain)
  ) {
    return [
      finding(
        'principal_never_matches',
        `Trust domain ${
          parsed.trustDomain
        } in ${via} is none of the mesh's (${config.trustDomains.join(', ')})`,
        params,
      ),
    ];
  }
  if (caller.serviceAccounts?.length === 0) {
    return [
      finding(
        'dangling_principal',
        `${principal} in ${via} names no ServiceAccount among the objects`,
        params,
      ),
    ];
  }
  const owners = accounts.ownersOf(parsed.namespace, parsed.serviceAccount);
  return owners.length > 1
    ? [
        finding(
          'shared_caller_service_account',
          `${principal} stands for ${owners.length} workloads: ${owners
            .slice(0, 10)
            .join(', ')}`,
          { ...params, workloads: owners.slice(0, 10) },
        ),
      ]
    : [];
}
