import { MemberInfo } from '../inspection/Inspection';
import { ZipEntry } from '../zip/ZipEntry';

/**
 * Members by their names below `root`: the root is only what the file was
 * called when it was written, and would tell two equal models apart.
 */
export function memberList(
  entries: readonly ZipEntry[],
  root: string,
): MemberInfo[] {
  return entries.map(({ name, size, crc }) => ({
    name: name.startsWith(root) ? name.slice(root.length) : name,
    bytes: String(size),
    crc32: crc.toString(16).padStart(8, '0'),
  }));
}
