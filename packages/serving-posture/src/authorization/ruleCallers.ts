import type { Caller, CallerScope } from '../types';
import type {
  AuthorizationPolicy,
  PolicyRule,
  PolicySource,
} from './AuthorizationPolicy';
import { isPattern } from './principal';

/** A caller as a rule names it, before it is tied to ServiceAccounts. */
export type RuleCaller = Omit<Caller, 'serviceAccounts'>;

/** Fields of a source that need a verified peer certificate to match. */
const IDENTITY_FIELDS = [
  'principals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
] as const;

/**
 * The callers that one rule names. Sources OR; the fields of one source AND:
 * one of them gives the principal, the others stay as conditions.
 */
export function ruleCallers(
  rule: PolicyRule,
  policy: AuthorizationPolicy,
  trustDomain: string,
): RuleCaller[] {
  const sources: PolicySource[] = rule.from.length ? rule.from : [{}];
  const when = rule.when.flatMap(condition => [
    ...(condition.values.length
      ? [`${condition.key} is ${condition.values.join(' or ')}`]
      : []),
    ...(condition.notValues.length
      ? [`${condition.key} is not ${condition.notValues.join(' or ')}`]
      : []),
  ]);
  return sources.flatMap(source => {
    const { named, by } = sourcePrincipals(source, policy, trustDomain);
    const conditions = [
      ...Object.entries(source)
        .filter(([field]) => field !== by)
        .map(([field, values]) => `${field}: ${values.join(', ')}`),
      ...when,
    ];
    return named.map(({ principal, scope }) => ({
      principal,
      scope,
      operations: rule.to.length ? rule.to : [{}],
      via: policy.ref,
      ...(conditions.length ? { conditions } : {}),
    }));
  });
}

/** The source can only match a caller that shows a certificate of the mesh. */
export function needsIdentity(source: PolicySource): boolean {
  return IDENTITY_FIELDS.some(field => source[field] !== undefined);
}

function sourcePrincipals(
  source: PolicySource,
  policy: AuthorizationPolicy,
  trustDomain: string,
): {
  by: keyof PolicySource | undefined;
  named: { principal: string; scope: CallerScope }[];
} {
  if (source.principals) {
    return {
      by: 'principals',
      named: source.principals.map(principal => ({
        principal,
        scope: principalScope(principal),
      })),
    };
  }
  if (source.serviceAccounts) {
    return {
      by: 'serviceAccounts',
      named: source.serviceAccounts.map(account => {
        const [first, second] = account.split('/');
        const namespace =
          second === undefined ? policy.object.namespace : first;
        return {
          principal: `${trustDomain}/ns/${namespace}/sa/${second ?? first}`,
          scope: 'identity',
        };
      }),
    };
  }
  if (source.namespaces) {
    return {
      by: 'namespaces',
      named: source.namespaces.map(namespace =>
        namespace === '*'
          ? { principal: '*', scope: 'any-meshed' }
          : { principal: `*/ns/${namespace}/sa/*`, scope: 'namespace' },
      ),
    };
  }
  if (source.trustDomains) {
    return { by: undefined, named: [{ principal: '*', scope: 'any-meshed' }] };
  }
  return { by: undefined, named: [{ principal: 'anyone', scope: 'anyone' }] };
}

function principalScope(principal: string): CallerScope {
  if (principal === '*') return 'any-meshed';
  return isPattern(principal) ? 'pattern' : 'identity';
}
