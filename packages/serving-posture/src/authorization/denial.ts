import type { AuthorizationPolicy, PolicySource } from './AuthorizationPolicy';
import { matchesPattern } from './principal';
import { type RuleCaller, ruleCallers } from './ruleCallers';

/** A DENY rule without operations or conditions takes this identity out. */
export function deniedWholly(
  caller: RuleCaller,
  policy: AuthorizationPolicy,
  trustDomain: string,
): boolean {
  return policy.rules.some(
    rule =>
      !rule.to.length &&
      !rule.when.length &&
      ruleCallers(rule, policy, trustDomain).some(
        denied => !denied.conditions && covers(denied, caller),
      ),
  );
}

/** A DENY rule may take part of what this caller may do. */
export function mayDeny(
  caller: RuleCaller,
  policy: AuthorizationPolicy,
  trustDomain: string,
): boolean {
  if (caller.scope !== 'identity') return policy.rules.length > 0;
  return policy.rules.some(rule => {
    const sources: PolicySource[] = rule.from.length ? rule.from : [{}];
    return sources.some(source =>
      ruleCallers({ ...rule, from: [source] }, policy, trustDomain).some(
        denied => covers(denied, caller),
      ),
    );
  });
}

/** Whether every caller behind `caller` is one behind `denied`. */
function covers(denied: RuleCaller, caller: RuleCaller): boolean {
  if (denied.scope === 'anyone') return true;
  if (caller.scope === 'anyone') return false;
  if (denied.scope === 'any-meshed') return true;
  if (caller.scope !== 'identity') return denied.principal === caller.principal;
  if (denied.scope === 'namespace') {
    const namespace = denied.principal.slice('*/ns/'.length, -'/sa/*'.length);
    const own = /\/ns\/([^/]+)\/sa\//.exec(caller.principal)?.[1];
    return own !== undefined && matchesPattern(namespace, own);
  }
  return matchesPattern(denied.principal, caller.principal);
}
