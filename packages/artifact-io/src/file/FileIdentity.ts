import type { BigIntStats } from 'node:fs';

/**
 * What tells one state of a file from another without reading it. All but
 * `size` are decimal strings; times are nanoseconds since 1970.
 * @public
 */
export interface FileIdentity {
  device: string;
  inode: string;
  /** bytes */
  size: number;
  mtimeNs: string;
  ctimeNs: string;
}

export function identityOf(stats: BigIntStats): FileIdentity {
  return {
    device: String(stats.dev),
    inode: String(stats.ino),
    size: Number(stats.size),
    mtimeNs: String(stats.mtimeNs),
    ctimeNs: String(stats.ctimeNs),
  };
}

/** @public */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return (
    a.device === b.device &&
    a.inode === b.inode &&
    a.size === b.size &&
    a.mtimeNs === b.mtimeNs &&
    a.ctimeNs === b.ctimeNs
  );
}
