/** A member as the central directory gives it; local header cross-checked. */
export interface ZipEntry {
  /** as written, decoded as UTF-8 (escaped where it is not) */
  name: string;
  method: number;
  flags: number;
  crc: number;
  compressedSize: number;
  size: number;
  /** position of the local header in the file */
  headerOffset: number;
  /** position of the stored bytes in the file */
  dataOffset: number;
  /** place in the directory, from 0 */
  index: number;
  /** position of the central header in the directory */
  directoryAt: number;
  /** by its first bytes a stored content holds nothing that could act */
  plain: boolean;
  /** why the content cannot be read; it has been reported */
  unreadable?: string;
}

export const STORED = 0;
export const DEFLATED = 8;

/** Bit 3 of the flags: sizes and checksum follow the data (§4.3.9). */
export const DATA_DESCRIPTOR_FLAG = 0x0008;
/** Bit 11 of the flags: the name is UTF-8 (§4.4.4). */
export const UTF8_FLAG = 0x0800;
