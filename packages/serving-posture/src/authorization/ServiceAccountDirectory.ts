import type { Cluster } from '../cluster/Cluster';
import { compareText } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import type { Workload } from '../workload/Workload';
import { isPattern, matchesPattern, parsePrincipal } from './principal';

/**
 * The ServiceAccounts that exist as far as the objects tell, to say what a
 * principal stands for.
 */
export class ServiceAccountDirectory {
  private readonly accounts = new Set<string>();
  private readonly namespaces = new Set<string>();
  private readonly owners = new Map<string, string[]>();
  private readonly expansions = new Map<string, string[] | null>();
  private readonly unreadable: (namespace: string | undefined) => boolean;

  constructor(
    cluster: Cluster,
    private readonly complete = cluster.source === 'cluster',
  ) {
    this.unreadable = namespace =>
      cluster.inventory.unread('', 'ServiceAccount', namespace).length > 0;
    for (const { namespace, name } of cluster.serviceAccounts) {
      this.accounts.add(`${namespace}/${name}`);
      this.namespaces.add(namespace);
    }
    for (const namespace of cluster.namespaces.keys()) {
      // Kubernetes makes this account in every namespace.
      this.accounts.add(`${namespace}/default`);
      this.namespaces.add(namespace);
    }
    for (const workload of cluster.workloads) this.addOwner(workload);
  }

  /** Workloads that run as this account, as `Kind namespace/name`. */
  ownersOf(namespace: string, name: string): readonly string[] {
    return this.owners.get(`${namespace}/${name}`) ?? [];
  }

  /**
   * Accounts (`namespace/name`) behind a principal or pattern; `null` when the
   * objects cannot tell.
   */
  expand(principal: string, trustDomains: readonly string[]): string[] | null {
    const key = `${trustDomains.join(' ')} ${principal}`;
    const before = this.expansions.get(key);
    if (before !== undefined) return before;
    const found = this.find(principal, trustDomains);
    this.expansions.set(key, found);
    return found;
  }

  private find(
    principal: string,
    trustDomains: readonly string[],
  ): string[] | null {
    if (!isPattern(principal)) {
      const exact = parsePrincipal(principal);
      if (!exact) return [];
      const account = `${exact.namespace}/${exact.serviceAccount}`;
      if (this.accounts.has(account)) return [account];
      const told =
        (this.complete || this.namespaces.has(exact.namespace)) &&
        !this.unreadable(exact.namespace);
      return told ? [] : null;
    }
    const found = [...this.accounts].filter(account => {
      const slash = account.indexOf('/');
      const rest = `ns/${account.slice(0, slash)}/sa/${account.slice(
        slash + 1,
      )}`;
      return trustDomains.some(domain =>
        matchesPattern(principal, `${domain}/${rest}`),
      );
    });
    if (!found.length && !this.complete) return null;
    if (!found.length && this.unreadable(undefined)) return null;
    return found.sort(compareText).slice(0, POSTURE_LIMITS.serviceAccounts);
  }

  private addOwner(workload: Workload) {
    const key = `${workload.namespace}/${workload.template.serviceAccount}`;
    const owners = this.owners.get(key) ?? [];
    owners.push(workload.object.ref);
    this.owners.set(key, owners);
    this.accounts.add(key);
  }
}
