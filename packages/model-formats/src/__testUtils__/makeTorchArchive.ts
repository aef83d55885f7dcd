import { crc32 } from 'node:zlib';
import { ByteSource } from '../source/ByteSource';
import { torchStateDict } from './torchStateDict';

const ALIGNMENT = 64;
const FLAGS = 0x0808;
const LOCAL_BYTES = 30;
const DESCRIPTOR_BYTES = 16;

/** A part of a file: its bytes, or so many zeros. */
type Part = Uint8Array | number;

/** Parts of a file in order; zeros need not be written. */
export class SparseFile {
  readonly parts: { offset: number; bytes: Uint8Array }[] = [];
  size = 0;

  push(part: Part): void {
    if (typeof part !== 'number') {
      this.parts.push({ offset: this.size, bytes: part });
    }
    this.size += typeof part === 'number' ? part : part.length;
  }

  /** The file without its zeros in memory. */
  source(): ByteSource {
    const { parts, size } = this;
    return {
      size,
      read(offset, length) {
        const bytes = new Uint8Array(length);
        let low = 0;
        let high = parts.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          const part = parts[middle];
          if (part.offset + part.bytes.length <= offset) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        for (let i = low; i < parts.length; i++) {
          const from = parts[i].offset - offset;
          if (from >= length) {
            break;
          }
          const skip = Math.max(0, -from);
          bytes.set(
            parts[i].bytes.subarray(skip, skip + length - Math.max(0, from)),
            Math.max(0, from),
          );
        }
        return bytes;
      },
    };
  }
}

/**
 * A state_dict archive as `torch.save` lays it out, of any size: `tensors`
 * storages of `storageBytes` zeros each, and members `data.pkl` and `version`.
 */
export function makeTorchArchive(options: {
  tensors: number;
  storageBytes: number;
}): SparseFile {
  const { tensors, storageBytes } = options;
  const file = new SparseFile();
  const central: Buffer[] = [];
  const zerosCrc = crcOfZeros(storageBytes);
  const add = (name: string, content: Part, crc: number) => {
    const size = typeof content === 'number' ? content : content.length;
    const offset = file.size;
    const start = offset + LOCAL_BYTES + name.length + 4;
    const padding = (ALIGNMENT - (start % ALIGNMENT)) % ALIGNMENT;
    const local = Buffer.alloc(
      LOCAL_BYTES + name.length + 4 + padding,
      0x5a /* Z */,
    );
    local.fill(0, 0, LOCAL_BYTES);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(FLAGS, 6);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4 + padding, 28);
    local.write(name, LOCAL_BYTES);
    local.write('FB', LOCAL_BYTES + name.length);
    local.writeUInt16LE(padding, LOCAL_BYTES + name.length + 2);
    file.push(local);
    file.push(content);
    const descriptor = Buffer.alloc(DESCRIPTOR_BYTES);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(crc, 4);
    descriptor.writeUInt32LE(size, 8);
    descriptor.writeUInt32LE(size, 12);
    file.push(descriptor);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(FLAGS, 8);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(size, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46);
    central.push(entry);
  };
  const model = torchStateDict(
    Array.from({ length: tensors }, (_, i) => ({
      name: `encoder.layers.${i}.self_attn.weight`,
      shape: [storageBytes / 16, 4],
    })),
  );
  const version = Buffer.from('3\n');
  add('archive/data.pkl', model, crc32(model));
  for (let i = 0; i < tensors; i++) {
    add(`archive/data/${i}`, storageBytes, zerosCrc);
  }
  add('archive/version', version, crc32(version));

  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(file.size, 16);
  file.push(directory);
  file.push(end);
  return file;
}

function crcOfZeros(length: number): number {
  const block = Buffer.alloc(64 * 1024);
  let crc = 0;
  for (let at = 0; at < length; at += block.length) {
    crc = crc32(block.subarray(0, Math.min(block.length, length - at)), crc);
  }
  return crc;
}
