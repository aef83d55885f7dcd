/** Items after which Python's pickler fills a dict. */
const BATCH = 1000;

const ascii = value => Buffer.from(value, 'latin1');
const number = (opcode, value, bytes) => {
  const encoded = Buffer.alloc(1 + bytes, opcode);
  encoded.writeUIntLE(value, 1, bytes);
  return encoded;
};
const global = (module, name) => ascii(`c${module}\n${name}\n`);
const unicode = value =>
  Buffer.concat([number('X', value.length, 4), ascii(value)]);

function int(value) {
  if (value < 0x100) return number('K', value, 1);
  return value < 0x10000 ? number('M', value, 2) : number('J', value, 4);
}

/**
 * The pickle of a dict of `tensors` float32 matrices, byte for byte as torch.save writes it with protocol 2: everything
 * is put into the memo, and types and texts that were written before come from there. 32 opcodes per tensor.
 */
export function stateDict(tensors, [rows, columns]) {
  const pieces = [];
  const memo = new Map();
  let next = 0;
  const write = (...encoded) => pieces.push(...encoded);
  const put = () => {
    write(next < 0x100 ? number('q', next, 1) : number('r', next, 4));
    next += 1;
  };
  const once = encoded => {
    const key = encoded.toString('latin1');
    const known = memo.get(key);
    if (known === undefined) {
      memo.set(key, next);
      write(encoded);
      put();
    } else {
      write(known < 0x100 ? number('h', known, 1) : number('j', known, 4));
    }
  };

  write(ascii('\x80\x02}'));
  put();
  for (let i = 0; i < tensors; i++) {
    if (i % BATCH === 0) write(ascii(i === 0 ? '(' : 'u('));
    once(unicode(`encoder.layer.${i}.weight`));
    once(global('torch._utils', '_rebuild_tensor_v2'));
    write(ascii('(('));
    once(unicode('storage'));
    once(global('torch', 'FloatStorage'));
    once(unicode(String(i)));
    once(unicode('cpu'));
    write(int(rows * columns), ascii('t'));
    put();
    write(ascii('Q'), int(0), int(rows), int(columns), ascii('\x86'));
    put();
    write(int(columns), int(1), ascii('\x86'));
    put();
    write(ascii('\x89'));
    once(global('collections', 'OrderedDict'));
    write(ascii(')R'));
    put();
    write(ascii('t'));
    put();
    write(ascii('R'));
    put();
  }
  write(ascii('u.'));
  return Buffer.concat(pieces);
}
