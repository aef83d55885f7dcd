/** `name.namespace.svc.cluster.local` of a short host, as Istio completes it. */
export function completeHost(host: string, namespace: string): string {
  return host.includes('.') || host.startsWith('*')
    ? host
    : `${host}.${namespace}.svc.cluster.local`;
}

/** The Service that a complete host names. */
export function serviceOfHost(
  host: string,
): { name: string; namespace: string } | undefined {
  const match = /^([^.*]+)\.([^.*]+)\.svc(?:\.|$)/.exec(host);
  return match ? { name: match[1], namespace: match[2] } : undefined;
}

/** A DestinationRule's host, exact or `*` with a suffix, covers this host. */
export function hostCovers(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return host.endsWith(pattern.slice(1));
  return pattern === host;
}
