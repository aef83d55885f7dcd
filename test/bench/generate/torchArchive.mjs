import { randomBytes, randomFillSync } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { FileWriter } from './FileWriter.mjs';
import { stateDict } from './stateDict.mjs';

const ascii = value => Buffer.from(value, 'latin1');

/**
 * A stored archive as torch's PyTorchFileWriter lays it out: members aligned to 64 bytes by an extra field, sizes and
 * checksum behind the content. APPNOTE 4.3.7, 4.3.9, 4.3.12
 */
export function writeTorchArchive(path, { bytes, tensors }) {
  const columns = 16;
  const rows = Math.floor(bytes / tensors / 4 / columns);
  const file = new FileWriter(path);
  const directory = [];

  function member(name, content) {
    const crc = crc32(content);
    const encoded = Buffer.from(`archive/${name}`);
    const padding = 64 - ((file.position + 30 + encoded.length + 4) % 64);
    const extra = Buffer.alloc(4 + padding, 'Z');
    extra.write('FB', 'latin1');
    extra.writeUInt16LE(padding, 2);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(0x0808, 6);
    local.writeUInt16LE(encoded.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(crc, 4);
    descriptor.writeUInt32LE(content.length, 8);
    descriptor.writeUInt32LE(content.length, 12);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 8, 6, 14);
    descriptor.copy(central, 16, 4);
    central.writeUInt16LE(encoded.length, 28);
    central.writeUInt32LE(file.position, 42);
    directory.push(central, encoded);
    [local, encoded, extra, content, descriptor].forEach(piece =>
      file.write(piece),
    );
  }

  const storage = randomBytes(rows * columns * 4);
  member('data.pkl', stateDict(tensors, [rows, columns]));
  for (let i = 0; i < tensors; i++) {
    // What a member begins with decides how it is looked at.
    const content = Buffer.from(storage);
    randomFillSync(content, 0, Math.min(64, content.length));
    member(`data/${i}`, content);
  }
  member('version', ascii('3\n'));
  const start = file.position;
  directory.forEach(piece => file.write(piece));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(file.position - start, 12);
  end.writeUInt32LE(start, 16);
  file.write(end);
  file.close();
}
