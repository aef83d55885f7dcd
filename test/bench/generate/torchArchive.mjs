import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { FileWriter } from './FileWriter.mjs';

const ascii = value => Buffer.from(value, 'latin1');
const u32 = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const op = (code, ...rest) => Buffer.concat([ascii(code), ...rest]);
const unicode = value =>
  op('X', u32(Buffer.byteLength(value)), Buffer.from(value));
const int = value => op('J', u32(value));
const global = (module, name) => op('c', ascii(`${module}\n${name}\n`));

/** `torch.save` of a dict of tensors, protocol 2: pickletools names the opcodes, torch/_utils.py the rebuild. */
function stateDict(tensors, length) {
  const entries = Array.from({ length: tensors }, (_, i) =>
    Buffer.concat([
      unicode(`encoder.layer.${i}.weight`),
      global('torch._utils', '_rebuild_tensor_v2'),
      op('('),
      op('('),
      unicode('storage'),
      global('torch', 'FloatStorage'),
      unicode(String(i)),
      unicode('cpu'),
      int(length),
      op('t'),
      op('Q'),
      int(0),
      int(length),
      op('\x85'),
      int(1),
      op('\x85'),
      op('\x89'),
      global('collections', 'OrderedDict'),
      op(')'),
      op('R'),
      op('t'),
      op('R'),
    ]),
  );
  return Buffer.concat([ascii('\x80\x02}('), ...entries, ascii('u.')]);
}

/** A stored archive with 64-byte aligned members, as torch's PyTorchFileWriter lays it out. APPNOTE 4.3.7, 4.3.12 */
export function writeTorchArchive(path, { bytes, tensors }) {
  const length = Math.floor(bytes / tensors / 4);
  const file = new FileWriter(path);
  const directory = [];

  function member(name, content) {
    const encoded = Buffer.from(`archive/${name}`);
    const padding =
      (64 - ((file.position + 30 + encoded.length + 4) % 64)) % 64;
    const extra = Buffer.alloc(4 + padding, 'Z');
    extra.write('FB', 'latin1');
    extra.writeUInt16LE(padding, 2);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(0x0800, 6);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(encoded.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 8, 6, 28);
    central.writeUInt16LE(encoded.length, 28);
    central.writeUInt32LE(file.position, 42);
    directory.push(central, encoded);
    [local, encoded, extra, content].forEach(piece => file.write(piece));
  }

  const storage = randomBytes(length * 4);
  member('data.pkl', stateDict(tensors, length));
  for (let i = 0; i < tensors; i++) member(`data/${i}`, storage);
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
