/** A member as the central directory gives it; local header cross-checked. */
export interface ZipEntry {
  /** as written, decoded as UTF-8 (escaped where it is not) */
  name: string;
  /** length of the name as written */
  nameBytes: number;
  method: number;
  flags: number;
  crc: number;
  compressedSize: number;
  size: number;
  /** position of the local header in the file */
  headerOffset: number;
  /** position of the stored bytes in the file */
  dataOffset: number;
}

export const STORED = 0;
export const DEFLATED = 8;
