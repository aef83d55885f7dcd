import { InspectionContext } from '../reader/InspectionContext';
import { Hdf5File, malformed } from './Hdf5File';

/** One message of an object header (§IV.A). */
export interface HeaderMessage {
  type: number;
  /** the message is only a reference to one elsewhere */
  shared: boolean;
  /** position of its data */
  at: number;
  end: number;
}

const CONTINUATION = 0x10;
const SHARED = 0x02;
/** Shorter room at the end of a block is a gap. */
const LEAST_PREFIX = 4;

interface Block {
  at: number;
  end: number;
}

/** Messages of object headers of version 1 and 2, counted over the whole file. */
export class ObjectHeaders {
  private messages = 0;

  constructor(
    private readonly file: Hdf5File,
    private readonly context: InspectionContext,
  ) {}

  read(at: number): HeaderMessage[] {
    return this.file.bytes.u8(at) === 1 ? this.version1(at) : this.version2(at);
  }

  /** §IV.A.1.a */
  private version1(at: number): HeaderMessage[] {
    const { bytes } = this.file;
    const start = at + 16;
    return this.blocks(
      { at: start, end: start + bytes.u32(at + 8) },
      position => ({
        type: bytes.u16(position),
        size: bytes.u16(position + 2),
        flags: bytes.u8(position + 4),
        header: 8,
      }),
      block => block,
    );
  }

  /** §IV.A.1.b */
  private version2(at: number): HeaderMessage[] {
    const { file } = this;
    const { bytes } = file;
    file.expectSignature(at, 'OHDR');
    if (bytes.u8(at + 4) !== 2) {
      throw malformed(`object header version ${bytes.u8(at + 4)}`, at);
    }
    const flags = bytes.u8(at + 5);
    const times = flags & 0x20 ? 16 : 0;
    const phases = flags & 0x10 ? 4 : 0;
    const width = 2 ** (flags & 3);
    const sizeAt = at + 6 + times + phases;
    const start = sizeAt + width;
    const order = flags & 0x04 ? 2 : 0;
    return this.blocks(
      { at: start, end: start + file.unsigned(sizeAt, width) },
      position => ({
        type: bytes.u8(position),
        size: bytes.u16(position + 1),
        flags: bytes.u8(position + 3),
        header: 4 + order,
      }),
      block => {
        file.expectSignature(block.at, 'OCHK');
        // A checksum stands at the end.
        return { at: block.at + 4, end: block.end - 4 };
      },
    );
  }

  private blocks(
    first: Block,
    prefix: (at: number) => {
      type: number;
      size: number;
      flags: number;
      header: number;
    },
    open: (block: Block) => Block,
  ): HeaderMessage[] {
    const { file, context } = this;
    const found: HeaderMessage[] = [];
    const pending = [first];
    const opened = new Set<number>();
    for (let block = pending.pop(); block; block = pending.pop()) {
      const { end } = block;
      let { at } = block;
      if (opened.has(at)) {
        throw malformed('an object header continues in itself', at);
      }
      opened.add(at);
      while (at + LEAST_PREFIX <= end) {
        const { type, size, flags, header } = prefix(at);
        const data = at + header;
        this.messages += 1;
        context.assertLimit('hdf5Messages', this.messages, at);
        if (data > end) {
          break;
        }
        if (data + size > end) {
          throw malformed('a message is longer than its object header', at);
        }
        if (type === CONTINUATION) {
          const position = file.address(data);
          if (position !== undefined) {
            const length = file.length(data + file.offsetBytes);
            pending.push(open({ at: position, end: position + length }));
          }
        } else {
          found.push({
            type,
            shared: (flags & SHARED) !== 0,
            at: data,
            end: data + size,
          });
        }
        at = data + size;
      }
    }
    return found;
  }
}
