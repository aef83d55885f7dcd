import type { AuthorizationValue, Caller, Fact, Finding } from '../types';

/** Who may call a workload, and why. */
export interface Authorization {
  fact: Fact<AuthorizationValue>;
  callers: Caller[];
  denied: Caller[];
  findings: Finding[];
}

/** What an open door looks like in the list of callers. */
export function anyone(via: string, onlyMeshed: boolean): Caller {
  return {
    principal: onlyMeshed ? '*' : 'anyone',
    scope: onlyMeshed ? 'any-meshed' : 'anyone',
    operations: [{}],
    via,
    serviceAccounts: null,
  };
}
