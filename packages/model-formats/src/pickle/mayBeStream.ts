import { OP } from './OP';

/** Bytes of argument per opcode; the others are below. */
const FIXED = new Int8Array(256).fill(-1);
/** Bytes of the length in front of an argument. */
const COUNTED = new Uint8Array(256);
const LINES = new Uint8Array(256);

function set(table: Int8Array | Uint8Array, value: number, codes: number[]) {
  for (const code of codes) {
    table[code] = value;
  }
}
set(FIXED, 0, [
  ...[OP.MARK, OP.POP, OP.POP_MARK, OP.DUP, OP.NONE, OP.APPEND, OP.DICT],
  ...[OP.APPENDS, OP.LIST, OP.SETITEM, OP.TUPLE, OP.SETITEMS, OP.EMPTY_TUPLE],
  ...[OP.EMPTY_LIST, OP.EMPTY_DICT, OP.TUPLE1, OP.TUPLE2, OP.TUPLE3, OP.STOP],
  ...[OP.NEWTRUE, OP.NEWFALSE, OP.EMPTY_SET, OP.ADDITEMS, OP.FROZENSET],
  ...[OP.MEMOIZE, OP.NEXT_BUFFER, OP.READONLY_BUFFER, OP.BINPERSID],
  ...[OP.BUILD, OP.NEWOBJ, OP.REDUCE, OP.OBJ, OP.NEWOBJ_EX],
]);
set(FIXED, 1, [OP.BININT1, OP.BINGET, OP.BINPUT, OP.PROTO]);
set(FIXED, 2, [OP.BININT2]);
set(FIXED, 4, [OP.BININT, OP.LONG_BINGET, OP.LONG_BINPUT]);
set(FIXED, 8, [OP.BINFLOAT, OP.FRAME]);
set(COUNTED, 1, [OP.LONG1, OP.SHORT_BINSTRING, OP.SHORT_BINBYTES]);
set(COUNTED, 1, [OP.SHORT_BINUNICODE]);
set(COUNTED, 4, [OP.LONG4, OP.BINSTRING, OP.BINBYTES, OP.BINUNICODE]);
set(COUNTED, 8, [OP.BINUNICODE8, OP.BINBYTES8, OP.BYTEARRAY8]);
set(LINES, 1, [OP.FLOAT, OP.INT, OP.LONG, OP.PERSID, OP.STRING]);
set(LINES, 1, [OP.UNICODE, OP.GET, OP.PUT]);

/** Shorter values hold no stream of their own. */
const SHORTEST_DATA = 6;
/** Longest name of a module or class that is looked at. */
const NAME_BYTES = 200;

/**
 * Whether `head` reads as opcodes up to one that imports, or up to its end
 * when `more` follows or a value could hold a stream. Only steps over arguments, so that the data of
 * thousands of storages is told from streams at the price of a few bytes.
 */
export function mayBeStream(head: Uint8Array, more: boolean): boolean {
  let at = 0;
  let holdsData = false;
  while (at < head.length) {
    const code = head[at];
    at += 1;
    if (FIXED[code] >= 0) {
      at += FIXED[code];
    } else if (LINES[code]) {
      const end = head.indexOf(0x0a, at);
      if (end < 0) {
        return more;
      }
      holdsData ||= end - at >= SHORTEST_DATA;
      at = end + 1;
    } else if (COUNTED[code]) {
      let length = 0;
      for (let i = COUNTED[code] - 1; i >= 0; i--) {
        length = length * 256 + (head[at + i] ?? 0);
      }
      at += COUNTED[code] + length;
      holdsData ||= length >= SHORTEST_DATA;
    } else if (code === OP.GLOBAL || code === OP.INST) {
      return startsName(head, at, more);
    } else {
      return code === OP.STACK_GLOBAL || (code >= OP.EXT1 && code <= OP.EXT4);
    }
  }
  return more || holdsData;
}

/** A line that Python could import: anything without control characters. */
function startsName(head: Uint8Array, start: number, more: boolean): boolean {
  for (let i = start; i < Math.min(head.length, start + NAME_BYTES); i++) {
    if (head[i] === 0x0a) {
      return i > start;
    }
    if (head[i] < 0x20 && head[i] !== 0x0d && head[i] !== 0x09) {
      return false;
    }
  }
  return more;
}
