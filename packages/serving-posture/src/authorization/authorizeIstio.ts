import type { Cluster } from '../cluster/Cluster';
import { finding } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import type { EffectiveMeshConfig } from '../mesh/findMeshConfig';
import type {
  AuthorizationValue,
  Caller,
  DataPlaneValue,
  Evidence,
  Fact,
  Finding,
} from '../types';
import type { Workload } from '../workload/Workload';
import { applicablePolicies } from './applicablePolicies';
import { anyone, type Authorization } from './Authorization';
import { callerFindings } from './callerFindings';
import { deniedWholly, mayDeny } from './denial';
import { mergeCallers } from './mergeCallers';
import { policyFindings } from './policyFindings';
import { reachableRules } from './reachableRules';
import { ruleCallers } from './ruleCallers';
import type { ServiceAccountDirectory } from './ServiceAccountDirectory';

const NO_POLICY = 'no AuthorizationPolicy restricts callers';

/**
 * Istio's order: CUSTOM, then DENY, then ALLOW; without any ALLOW policy
 * everything that was not denied passes (authorization_policy.proto).
 */
export function authorizeIstio(
  workload: Workload,
  cluster: Cluster,
  config: EffectiveMeshConfig,
  accounts: ServiceAccountDirectory,
  dataPlane: Fact<DataPlaneValue>,
  plaintextRejected: boolean | 'unknown',
): Authorization {
  const found = applicablePolicies(workload, cluster, config.rootNamespace);
  const ambient = dataPlane.value === 'istio-ambient';
  const enforced = found.policies.filter(
    policy => !policy.dryRun && policy.action !== 'AUDIT',
  );
  const evidence: Evidence[] = [
    ...found.blockers,
    ...found.policies.map(policyEvidence),
  ];
  const of = (action: string) =>
    enforced.filter(policy => policy.action === action);
  const allow = of('ALLOW');
  const deny = of('DENY');
  const custom = of('CUSTOM');

  const { rules, dropped } = reachableRules(allow, ambient, workload, cluster);
  evidence.push(...dropped.evidence);
  const findings: Finding[] = [
    ...dropped.findings,
    ...policyFindings(found, deny, plaintextRejected),
  ];
  const [trustDomain] = config.trustDomains;
  const named = allow.length
    ? rules.flatMap(({ rule, policy }) =>
        ruleCallers(rule, policy, trustDomain),
      )
    : [anyone(NO_POLICY, plaintextRejected === true)];
  const admitted = mergeCallers(named)
    .filter(
      caller => !deny.some(policy => deniedWholly(caller, policy, trustDomain)),
    )
    .map((caller): Caller => {
      const limitedBy = [
        ...custom,
        ...deny.filter(policy => mayDeny(caller, policy, trustDomain)),
      ].map(policy => policy.ref);
      return {
        ...narrowAnyone(caller, plaintextRejected),
        serviceAccounts:
          caller.scope === 'anyone'
            ? null
            : accounts.expand(caller.principal, config.trustDomains),
        ...(limitedBy.length ? { limitedBy } : {}),
      };
    });
  const denied = mergeCallers(
    deny.flatMap(policy =>
      policy.rules.flatMap(rule => ruleCallers(rule, policy, trustDomain)),
    ),
  ).map(caller => ({
    ...caller,
    serviceAccounts:
      caller.scope === 'anyone'
        ? null
        : accounts.expand(caller.principal, config.trustDomains),
  }));
  const unrestricted = custom.length ? 'custom' : 'none';
  const restriction = allow.length ? 'allow' : unrestricted;
  findings.push(...callerFindings(admitted, restriction, accounts, config));
  if (admitted.length > POSTURE_LIMITS.callers) {
    findings.push(
      finding(
        'limit_reached',
        `${admitted.length} callers; the first ${POSTURE_LIMITS.callers} are listed`,
      ),
    );
  }
  const unknown =
    found.blockers.length > 0 ||
    dropped.unknown ||
    config.uncertain ||
    dataPlane.value === 'unknown';
  const value = valueOf(admitted, allow.length, custom.length);
  if (!allow.length) evidence.push(noAllowEvidence(cluster.source, config));
  if (dataPlane.value === 'unknown') {
    evidence.unshift({
      ref: workload.object.ref,
      role: 'decides',
      id: 'enforcement_unknown',
      why: 'Whether a proxy enforces the policies is not known; callers are listed as the policies name them',
    });
  }
  return {
    fact: {
      value: unknown ? 'unknown' : value,
      level: levelOf(unknown, dataPlane),
      evidence: [
        ...evidence,
        ...found.ignored.slice(0, POSTURE_LIMITS.ignored),
        ...config.evidence,
      ],
    },
    // Where nothing is known to restrict, "anyone" would be a guess.
    callers:
      unknown && !allow.length ? [] : admitted.slice(0, POSTURE_LIMITS.callers),
    denied: denied.slice(0, POSTURE_LIMITS.callers),
    findings: unknown
      ? findings.filter(item => item.id !== 'no_authz_policy')
      : findings,
  };
}

function levelOf(unknown: boolean, dataPlane: Fact<DataPlaneValue>) {
  if (unknown) return 'unknown';
  return dataPlane.level === 'measured' ? 'declared' : 'inferred';
}

function valueOf(
  callers: readonly Caller[],
  allowPolicies: number,
  customPolicies: number,
): AuthorizationValue {
  if (!callers.length) return 'deny-all';
  if (!allowPolicies) return customPolicies ? 'delegated' : 'no-policy';
  const open = callers.some(
    caller =>
      (caller.scope === 'anyone' || caller.scope === 'any-meshed') &&
      !caller.conditions,
  );
  return open ? 'allow-any' : 'allow-list';
}

/** Where plaintext is rejected, whoever gets through has a certificate. */
function narrowAnyone<C extends Omit<Caller, 'serviceAccounts'>>(
  caller: C,
  plaintextRejected: boolean | 'unknown',
): C {
  return caller.scope === 'anyone' && plaintextRejected === true
    ? { ...caller, principal: '*', scope: 'any-meshed' }
    : caller;
}

function policyEvidence(
  policy: ReturnType<typeof applicablePolicies>['policies'][number],
): Evidence {
  const { ref, action, rules, dryRun } = policy;
  if (dryRun) {
    return {
      ref,
      role: 'ignored',
      id: 'dry_run',
      why: 'istio.io/dry-run: evaluated, never enforced',
      value: action,
    };
  }
  if (action === 'AUDIT') {
    return {
      ref,
      role: 'ignored',
      id: 'audit_action',
      why: 'AUDIT writes a log entry and decides nothing',
      value: action,
    };
  }
  if (!rules.length && action === 'DENY') {
    return {
      ref,
      role: 'ignored',
      id: 'deny_without_rules',
      why: 'DENY without rules matches nothing',
      value: action,
    };
  }
  return {
    ref,
    role: 'decides',
    id: rules.length ? 'policy_applies' : 'allow_without_rules',
    why: rules.length
      ? `${action} with ${rules.length} ${
          rules.length === 1 ? 'rule' : 'rules'
        }`
      : `${action} without rules admits nobody`,
    pointer: '/spec/rules',
    value: action,
  };
}

function noAllowEvidence(
  source: Cluster['source'],
  config: EffectiveMeshConfig,
): Evidence {
  return {
    ref: 'AuthorizationPolicy',
    role: 'decides',
    id: 'no_allow_policy',
    why:
      source === 'manifests'
        ? `Istio's default: no ALLOW policy among the objects applies; one in ${config.rootNamespace} or applied from elsewhere would restrict callers`
        : `Istio's default: no ALLOW policy applies`,
  };
}
