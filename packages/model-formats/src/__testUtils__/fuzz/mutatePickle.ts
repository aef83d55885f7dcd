import { ALL_OPCODES, OP } from '../../pickle/OP';
import { global, unicode } from '../pickle';
import { Random } from './FormatFuzzer';
import { below, damage, pick } from './pickOf';

/** Whole opcodes with their arguments, valid wherever the stack allows. */
const PIECES: readonly (readonly number[])[] = [
  global('os', 'system'),
  global('torch._utils', '_rebuild_tensor_v2'),
  global('collections', 'OrderedDict'),
  unicode('text'),
  unicode('gASVHAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg=='),
  [OP.MARK],
  [OP.EMPTY_TUPLE],
  [OP.EMPTY_DICT],
  [OP.NONE],
  [OP.DUP],
  [OP.POP],
  [OP.REDUCE],
  [OP.BUILD],
  [OP.TUPLE],
  [OP.BINPERSID],
  [OP.BINPUT, 0],
  [OP.BINGET, 0],
  [OP.LONG_BINPUT, 0xff, 0xff, 0xff, 0xff],
  [OP.SHORT_BINBYTES, 3, 0x80, 2, OP.STOP],
  [OP.BINBYTES8, 8, 0, 0, 0, 0, 0, 0, 0, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0],
  [OP.STOP, OP.PROTO, 2],
  [OP.FRAME, 4, 0, 0, 0, 0, 0, 0, 0],
];

/** A damaged stream that mostly goes on being one. */
export function mutatePickle(stream: Uint8Array, next: Random): Uint8Array {
  const at = below(stream.length + 1, next);
  const before = [...stream.subarray(0, at)];
  const after = [...stream.subarray(at)];
  switch (below(6, next)) {
    case 0:
      return Uint8Array.from([...before, ...pick(PIECES, next), ...after]);
    case 1:
      return Uint8Array.from([...before, pick(ALL_OPCODES, next), ...after]);
    case 2:
      return Uint8Array.from([...before, ...after.slice(below(8, next))]);
    case 3: {
      const from = below(stream.length, next);
      const part = stream.subarray(from, from + below(40, next));
      return Uint8Array.from([...before, ...part, ...after]);
    }
    case 4:
      return Uint8Array.from([...stream, ...stream.subarray(at)]);
    default:
      return damage(stream, 0, stream.length, next);
  }
}
