import { finding } from '../finding/finding';
import type { Finding } from '../types';
import type { Authorization } from './Authorization';
import { parsePrincipal } from './principal';

/**
 * Compares the callers that the policies admit with those that the model's
 * entity intends (`spec.serving.allowedCallers`, principals). Says nothing
 * where either side is not known.
 */
export function compareAllowedCallers(
  allowed: readonly string[],
  { fact, callers }: Authorization,
): Finding[] {
  const intended = allowed.filter(text => parsePrincipal(text));
  if (!intended.length || fact.value === 'unknown') return [];
  const extra = callers.filter(caller => !intended.includes(caller.principal));
  const wide = callers.some(caller => caller.scope !== 'identity');
  const missing = wide
    ? []
    : intended.filter(
        principal => !callers.some(caller => caller.principal === principal),
      );
  return [
    ...extra.map(caller =>
      finding(
        'caller_not_allowed_by_model',
        `${caller.principal} may call, but the model's entity does not intend it`,
        { principal: caller.principal, policy: caller.via },
      ),
    ),
    ...missing.map(principal =>
      finding(
        'allowed_caller_not_admitted',
        `The model's entity intends ${principal} to call, but no policy admits it`,
        { principal },
      ),
    ),
  ];
}
