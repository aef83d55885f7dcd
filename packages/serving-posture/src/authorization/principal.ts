/** `<trust domain>/ns/<namespace>/sa/<service account>`, without `spiffe://`. */
export interface Principal {
  trustDomain: string;
  namespace: string;
  serviceAccount: string;
}

export function parsePrincipal(text: string): Principal | undefined {
  const match = /^([^/*]+)\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(text);
  return match
    ? { trustDomain: match[1], namespace: match[2], serviceAccount: match[3] }
    : undefined;
}

/**
 * Istio's string match: exact, `prefix*`, `*suffix`, or `*` for "present".
 * A star anywhere else is an ordinary character.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === '*') return text.length > 0;
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern === text;
}

export function isPattern(text: string): boolean {
  return text.startsWith('*') || text.endsWith('*');
}
