import { InspectionContext } from '../reader/InspectionContext';
import { Hdf5File, malformed } from './Hdf5File';
import { HeaderMessage } from './objectHeader';

/** What a name in a group leads to; a soft link stays inside the file. */
export type GroupLink =
  | { kind: 'hard'; name: string; object: number }
  | { kind: 'soft'; name: string }
  | { kind: 'external'; name: string; location: string; path: string }
  | { kind: 'user'; name: string; type: number };

const HARD = 0;
const SOFT = 1;
const EXTERNAL = 64;
const SYMBOLIC_ENTRY = 2;
/** Levels of a B-tree; each multiplies the entries by 32 and more. */
const TREE_DEPTH = 16;

/** Link message (§IV.A.2.g). */
export function readLink(file: Hdf5File, message: HeaderMessage): GroupLink {
  const { bytes } = file;
  let { at } = message;
  if (bytes.u8(at) !== 1) {
    throw malformed(`link version ${bytes.u8(at)}`, at);
  }
  const flags = bytes.u8(at + 1);
  at += 2;
  const type = flags & 0x08 ? bytes.u8(at++) : HARD;
  at += (flags & 0x04 ? 8 : 0) + (flags & 0x10 ? 1 : 0);
  const width = 2 ** (flags & 3);
  const length = file.unsigned(at, width);
  at += width;
  if (at + length > message.end) {
    throw malformed('the name of a link is longer than the link', at);
  }
  const name = file.text(at, length);
  at += length;
  if (type === HARD) {
    const object = file.address(at);
    if (object === undefined) {
      throw malformed('a link leads nowhere', at);
    }
    return { kind: 'hard', name, object };
  }
  if (type === SOFT) {
    return { kind: 'soft', name };
  }
  if (type !== EXTERNAL) {
    return { kind: 'user', name, type };
  }
  // Two bytes of length, one of version and flags, then two texts.
  const location = file.cString(at + 3, message.end);
  const pathAt = at + 3 + new TextEncoder().encode(location).length + 1;
  const path = pathAt < message.end ? file.cString(pathAt, message.end) : '';
  return { kind: 'external', name, location, path };
}

/**
 * Entries of an old group: a B-tree of symbol nodes, their names in a local
 * heap (§III.A.1, §III.B, §III.D).
 */
export class SymbolTable {
  private nodes = 0;

  constructor(
    private readonly file: Hdf5File,
    private readonly context: InspectionContext,
  ) {}

  read(message: HeaderMessage): GroupLink[] {
    const { file } = this;
    const tree = file.address(message.at);
    const heap = file.address(message.at + file.offsetBytes);
    const links: GroupLink[] = [];
    if (tree !== undefined && heap !== undefined) {
      this.tree(tree, localHeapData(file, heap), links, 0);
    }
    return links;
  }

  private tree(
    at: number,
    names: number,
    links: GroupLink[],
    depth: number,
  ): void {
    const { file, context } = this;
    this.nodes += 1;
    context.assertLimit('hdf5Objects', this.nodes, at);
    file.expectSignature(at, 'TREE');
    const level = file.bytes.u8(at + 5);
    const used = file.bytes.u16(at + 6);
    if (file.bytes.u8(at + 4) !== 0 || depth > TREE_DEPTH) {
      throw malformed('the B-tree of a group is wrong', at);
    }
    const { offsetBytes, lengthBytes } = file;
    let child = at + 8 + 2 * offsetBytes + lengthBytes;
    for (let i = 0; i < used; i++) {
      const position = file.address(child);
      if (position !== undefined && level > 0) {
        this.tree(position, names, links, depth + 1);
      } else if (position !== undefined) {
        this.symbols(position, names, links);
      }
      child += offsetBytes + lengthBytes;
    }
  }

  private symbols(at: number, names: number, links: GroupLink[]): void {
    const { file, context } = this;
    const { offsetBytes, bytes } = file;
    file.expectSignature(at, 'SNOD');
    const count = bytes.u16(at + 6);
    for (let i = 0; i < count; i++) {
      this.nodes += 1;
      const entry = at + 8 + i * (2 * offsetBytes + 24);
      context.assertLimit('hdf5Objects', this.nodes, entry);
      const name = file.cString(names + file.unsigned(entry, offsetBytes));
      const kind = bytes.u32(entry + 2 * offsetBytes);
      const object =
        kind === SYMBOLIC_ENTRY ? undefined : file.address(entry + offsetBytes);
      links.push(
        object === undefined
          ? { kind: 'soft', name }
          : { kind: 'hard', name, object },
      );
    }
  }
}

/** Position of the data of a local heap. */
export function localHeapData(file: Hdf5File, at: number): number {
  file.expectSignature(at, 'HEAP');
  const data = file.address(at + 8 + 2 * file.lengthBytes);
  if (data === undefined) {
    throw malformed('a local heap has no data', at);
  }
  return data;
}
