import { finding } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import type { Finding } from '../types';
import type { ApplicablePolicies } from './applicablePolicies';
import type { AuthorizationPolicy } from './AuthorizationPolicy';
import { needsIdentity } from './ruleCallers';

/** What is wrong with the policies themselves, whoever they admit. */
export function policyFindings(
  found: ApplicablePolicies,
  deny: readonly AuthorizationPolicy[],
  plaintextRejected: boolean | 'unknown',
): Finding[] {
  const findings: Finding[] = [];
  const dryRun = found.policies.filter(policy => policy.dryRun);
  if (dryRun.length && dryRun.length === found.policies.length) {
    const refs = dryRun.map(policy => policy.ref);
    findings.push(
      finding(
        'dry_run_only',
        `Only dry-run policies apply (${refs.join(', ')}); nothing is enforced`,
        { policies: refs },
      ),
    );
  }
  for (const policy of found.policies) {
    if (policy.action !== 'AUDIT') continue;
    findings.push(
      finding('audit_mode', `${policy.ref} only audits`, {
        policy: policy.ref,
      }),
    );
  }
  if (found.unattached.length) {
    const refs = found.unattached.map(policy => policy.ref);
    const named = refs.slice(0, POSTURE_LIMITS.ignored);
    findings.push(
      finding(
        'policy_not_attached',
        `${named.join(', ')} ${
          refs.length > 1 ? 'select' : 'selects'
        } no workload among the objects`,
        { policies: named, count: refs.length },
      ),
    );
  }
  if (plaintextRejected !== false) return findings;
  for (const policy of deny) {
    const byIdentity = policy.rules.some(rule =>
      rule.from.some(source => needsIdentity(source)),
    );
    if (!byIdentity) continue;
    findings.push(
      finding(
        'deny_by_identity_under_permissive',
        `${policy.ref} denies by identity, but plaintext callers have none and pass`,
        { policy: policy.ref },
      ),
    );
  }
  return findings;
}
