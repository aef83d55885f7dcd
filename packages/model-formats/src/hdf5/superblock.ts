import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { Hdf5File, malformed } from './Hdf5File';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const FIRST_USER_BLOCK = 512;

/**
 * Position of the superblock, or `undefined`: at 0, or behind a user block at
 * 512 and each doubling of it (§II.A).
 */
export function findSuperblock(source: ByteSource): number | undefined {
  for (
    let at = 0;
    at + SIGNATURE.length <= source.size;
    at = at === 0 ? FIRST_USER_BLOCK : at * 2
  ) {
    const bytes = source.read(at, SIGNATURE.length);
    if (SIGNATURE.every((byte, i) => bytes[i] === byte)) {
      return at;
    }
  }
  return undefined;
}

export interface Superblock {
  version: number;
  file: Hdf5File;
  /** position of the root group's object header */
  root: number;
  /** the bytes may be spread over several files */
  driver: boolean;
}

/** Superblock of version 0 to 3 at `base` (§II.A). */
export function readSuperblock(source: ByteSource, base: number): Superblock {
  const bytes = new PagedBytes(source);
  const version = bytes.u8(base + 8);
  if (version > 3) {
    throw malformed(`superblock version ${version}`, base);
  }
  const old = version < 2;
  const widths = base + (old ? 13 : 9);
  const file = new Hdf5File(
    source,
    base,
    bytes.u8(widths),
    bytes.u8(widths + 1),
  );
  const { offsetBytes } = file;
  // Addresses of base, free space, end and driver; then the root's entry.
  const addresses = base + (old ? 24 + version * 4 : 12);
  const rootAt = addresses + offsetBytes * (old ? 5 : 3);
  const root = file.address(rootAt);
  if (root === undefined) {
    throw malformed('there is no root group', rootAt);
  }
  const driverAt = addresses + offsetBytes * 3;
  return {
    version,
    file,
    root,
    driver: old && file.address(driverAt) !== undefined,
  };
}
