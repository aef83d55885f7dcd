const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04];

/** Begins with the local header of a member, as all ordinary archives do (§4.3.7). */
export function isZip(head: Uint8Array): boolean {
  return LOCAL_HEADER.every((byte, i) => head[i] === byte);
}
