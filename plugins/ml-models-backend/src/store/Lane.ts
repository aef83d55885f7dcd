/**
 * Where an ingestion stands in line. Lanes take turns, so that nobody's many requests stand before the one of
 * somebody else; within a lane the oldest comes first.
 */
export interface Lane {
  /** `disk`: all its bytes lie on this machine's disks; `host`: some come over the network */
  kind: LaneKind;
  /** id of the spool that holds its uploaded bytes; empty when nothing was uploaded */
  spool: string;
  /** that its bytes come from, sorted */
  hosts: readonly string[];
  /** user or service entity reference */
  caller: string;
}

export type LaneKind = 'disk' | 'host';

/** More hosts than these do not part a lane from another. */
const MAX_LANE_HOSTS = 8;

export function laneOf(request: Omit<Lane, 'kind'>): Lane {
  const hosts = [...new Set(request.hosts)].sort().slice(0, MAX_LANE_HOSTS);
  return { ...request, hosts, kind: hosts.length > 0 ? 'host' : 'disk' };
}

/** As the column holds it: sorts by kind, then by spool. */
export function laneText({ kind, spool, hosts, caller }: Lane): string {
  return [kind, spool, hosts.join(','), caller].join('|');
}

export function parseLane(text: string): Lane {
  const [kind, spool = '', hosts = '', ...caller] = text.split('|');
  return {
    kind: kind === 'host' ? 'host' : 'disk',
    spool,
    hosts: hosts === '' ? [] : hosts.split(','),
    caller: caller.join('|'),
  };
}

/** All lanes of a kind stand behind the first text and not behind the second. */
export function lanesOf(kind: LaneKind): [string, string] {
  return [`${kind}|`, `${kind}}`];
}

/** All lanes of this kind and spool stand before it: `}` is the character behind `|`. */
export function behindSpool({ kind, spool }: Lane): string {
  return `${kind}|${spool}}`;
}
