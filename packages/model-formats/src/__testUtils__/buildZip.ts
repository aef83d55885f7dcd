import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  name: string;
  content: Uint8Array;
  deflate?: boolean;
  /** what the local header says instead */
  local?: { name?: string; flags?: number; crc?: number };
  /** what the central directory says instead */
  central?: { flags?: number; crc?: number; method?: number; size?: number };
}

/** A ZIP archive as APPNOTE.TXT §4.3 lays it out, with lies where asked for. */
export function buildZip(
  members: readonly ZipMember[],
  options: { gap?: number; comment?: string } = {},
): Uint8Array {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const push = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  for (const member of members) {
    const content = Buffer.from(member.content);
    const data = member.deflate ? deflateRawSync(content) : content;
    const method = member.deflate ? 8 : 0;
    const crc = crc32(content);
    const headerAt = offset;
    const localName = Buffer.from(member.local?.name ?? member.name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(member.local?.flags ?? 0, 6);
    header.writeUInt16LE(method, 8);
    header.writeUInt32LE(member.local?.crc ?? crc, 14);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(localName.length, 26);
    push(header);
    push(localName);
    push(data);
    push(Buffer.alloc(options.gap ?? 0));

    const name = Buffer.from(member.name);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(member.central?.flags ?? 0, 8);
    entry.writeUInt16LE(member.central?.method ?? method, 10);
    entry.writeUInt32LE(member.central?.crc ?? crc, 16);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(member.central?.size ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(headerAt, 42);
    central.push(entry, name);
  }
  const directory = Buffer.concat(central);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, directory, end, comment]);
}
