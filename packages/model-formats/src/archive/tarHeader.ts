/** Header block of a member (POSIX.1-1988, ustar), and what its content is padded to. */
export const BLOCK_BYTES = 512;

interface TarField {
  at: number;
  bytes: number;
}
export const MEMBER_NAME: TarField = { at: 0, bytes: 100 };
export const MEMBER_SIZE: TarField = { at: 124, bytes: 12 };
const MAGIC: TarField = { at: 257, bytes: 5 };

/** Begins with the header of a member. */
export function isTar(head: Uint8Array): boolean {
  return tarText(head, MAGIC) === 'ustar';
}

/** A field up to its first zero byte. */
export function tarText(header: Uint8Array, { at, bytes }: TarField): string {
  const part = header.subarray(at, at + bytes);
  const end = part.indexOf(0);
  return String.fromCharCode(...(end < 0 ? part : part.subarray(0, end)));
}
