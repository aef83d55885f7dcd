import { OP } from '../pickle/OP';
import { global, unicode } from './pickle';

/** Items after which Python's pickler fills a dict. */
const BATCH = 1000;

/** A tensor whose storage has its position in the dictionary as key. */
export interface StateTensor {
  name: string;
  shape: readonly number[];
}

/**
 * The pickle of a dict of contiguous float32 tensors as torch.save writes it
 * (protocol 2): all is put into the memo, and what was written before comes
 * from there. `more` goes in front of STOP.
 */
export function torchStateDict(
  tensors: readonly StateTensor[],
  more: (memoLength: number) => readonly number[] = () => [],
): Uint8Array {
  const bytes: number[] = [];
  const memo = new Map<string, number>();
  let next = 0;
  const write = (...part: readonly number[]) => {
    part.forEach(byte => bytes.push(byte));
  };
  const put = () => {
    write(...indexed(OP.BINPUT, OP.LONG_BINPUT, next));
    next += 1;
  };
  const once = (part: readonly number[]) => {
    const key = part.join();
    const known = memo.get(key);
    if (known === undefined) {
      memo.set(key, next);
      write(...part);
      put();
    } else {
      write(...indexed(OP.BINGET, OP.LONG_BINGET, known));
    }
  };
  const sizes = (values: readonly number[]) => {
    if (values.length === 0) {
      write(OP.EMPTY_TUPLE);
      return;
    }
    const short = values.length <= 3;
    write(...(short ? [] : [OP.MARK]), ...values.flatMap(int));
    write(short ? OP.TUPLE1 + values.length - 1 : OP.TUPLE);
    put();
  };

  write(OP.PROTO, 2, OP.EMPTY_DICT);
  put();
  tensors.forEach(({ name, shape }, i) => {
    if (i % BATCH === 0) {
      write(...(i === 0 ? [] : [OP.SETITEMS]), OP.MARK);
    }
    const count = shape.reduce((a, b) => a * b, 1);
    once(unicode(name));
    once(global('torch._utils', '_rebuild_tensor_v2'));
    write(OP.MARK, OP.MARK);
    once(unicode('storage'));
    once(global('torch', 'FloatStorage'));
    once(unicode(String(i)));
    once(unicode('cpu'));
    write(...int(count), OP.TUPLE);
    put();
    write(OP.BINPERSID, ...int(0));
    sizes(shape);
    sizes(shape.map((_, at) => shape.slice(at + 1).reduce((a, b) => a * b, 1)));
    write(OP.NEWFALSE);
    once(global('collections', 'OrderedDict'));
    write(OP.EMPTY_TUPLE, OP.REDUCE);
    put();
    write(OP.TUPLE);
    put();
    write(OP.REDUCE);
    put();
  });
  write(OP.SETITEMS, ...more(next), OP.STOP);
  return Uint8Array.from(bytes);
}

function indexed(short: number, long: number, index: number): number[] {
  return index < 0x100 ? [short, index] : [long, ...littleEndian(index, 4)];
}

function int(value: number): number[] {
  if (value < 0x100) {
    return [OP.BININT1, value];
  }
  return value < 0x10000
    ? [OP.BININT2, ...littleEndian(value, 2)]
    : [OP.BININT, ...littleEndian(value, 4)];
}

function littleEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (value >> (8 * i)) & 0xff);
}
