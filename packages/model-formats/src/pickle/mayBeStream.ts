import { OP } from './OP';
import { StackDepth } from './StackDepth';

/** What follows each opcode, by its number. */
interface Arguments {
  /** bytes of an argument of one length; -1 for the other opcodes */
  fixed: Int8Array;
  /** bytes of the length in front of an argument */
  counted: Uint8Array;
  /** 1 at each whose argument is a line */
  lines: Uint8Array;
}

/** Made when data is first looked into: most files are no archives. */
let made: Arguments | undefined;

function set(table: Int8Array | Uint8Array, value: number, codes: number[]) {
  for (const code of codes) {
    table[code] = value;
  }
}

function makeTables(): Arguments {
  const fixed = new Int8Array(256).fill(-1);
  const counted = new Uint8Array(256);
  const lines = new Uint8Array(256);
  set(fixed, 0, [
    ...[OP.MARK, OP.POP, OP.POP_MARK, OP.DUP, OP.NONE, OP.APPEND, OP.DICT],
    ...[OP.APPENDS, OP.LIST, OP.SETITEM, OP.TUPLE, OP.SETITEMS, OP.EMPTY_TUPLE],
    ...[OP.EMPTY_LIST, OP.EMPTY_DICT, OP.TUPLE1, OP.TUPLE2, OP.TUPLE3, OP.STOP],
    ...[OP.NEWTRUE, OP.NEWFALSE, OP.EMPTY_SET, OP.ADDITEMS, OP.FROZENSET],
    ...[OP.MEMOIZE, OP.NEXT_BUFFER, OP.READONLY_BUFFER, OP.BINPERSID],
    ...[OP.BUILD, OP.NEWOBJ, OP.REDUCE, OP.OBJ, OP.NEWOBJ_EX],
  ]);
  set(fixed, 1, [OP.BININT1, OP.BINGET, OP.BINPUT, OP.PROTO]);
  set(fixed, 2, [OP.BININT2]);
  set(fixed, 4, [OP.BININT, OP.LONG_BINGET, OP.LONG_BINPUT]);
  set(fixed, 8, [OP.BINFLOAT, OP.FRAME]);
  set(counted, 1, [OP.LONG1, OP.SHORT_BINSTRING, OP.SHORT_BINBYTES]);
  set(counted, 1, [OP.SHORT_BINUNICODE]);
  set(counted, 4, [OP.LONG4, OP.BINSTRING, OP.BINBYTES, OP.BINUNICODE]);
  set(counted, 8, [OP.BINUNICODE8, OP.BINBYTES8, OP.BYTEARRAY8]);
  set(lines, 1, [OP.FLOAT, OP.INT, OP.LONG, OP.PERSID, OP.STRING]);
  set(lines, 1, [OP.UNICODE, OP.GET, OP.PUT]);
  return { fixed, counted, lines };
}

/** Shorter values hold no stream of their own. */
const SHORTEST_DATA = 6;
/** Longest name of a module or class that is looked at. */
const NAME_BYTES = 200;
const NEWEST_PROTOCOL = 5;
/** The seventh byte of a number past 2^53 is at least this, or the last is set. */
const UNSAFE_BYTE = 0x20;

/**
 * Whether data of `size` bytes, of which `head` has those `start…end`, can be
 * streams one of which acts: it reads as opcodes up to one that imports and
 * one that calls or the end of the stream, or up to the end of the head when more follows or a value
 * could hold a stream. Only steps over arguments, and counts values, so that
 * the data of thousands of storages is told from streams at the price of a few
 * bytes. `false` where the machine would hear of nothing before it breaks off.
 */
export function mayBeStream(
  head: Uint8Array,
  size: number,
  start = 0,
  end = head.length,
): boolean {
  const { fixed, counted, lines } = (made ??= makeTables());
  const last = start + size;
  const more = last > end;
  const stack = new StackDepth();
  let at = start;
  let holdsData = false;
  /** The machine has passed on a value in which something could be found. */
  let hears = false;
  /** It broke off, but not before a value that could hold a stream. */
  let broken = false;
  /** A stream has a header. */
  let acts = head[at] === OP.PROTO;
  let imported = false;
  /** by a name, which says more than a number */
  let named = false;
  while (at < end) {
    const code = head[at];
    at += 1;
    const from = at;
    if (fixed[code] >= 0) {
      at += fixed[code];
    } else if (lines[code]) {
      const line = head.indexOf(0x0a, at);
      if (line < 0 || line >= end) {
        return more;
      }
      holdsData ||= line - at >= SHORTEST_DATA;
      // Escapes can make more of it.
      hears ||= line > at;
      at = line + 1;
    } else if (counted[code]) {
      let length = 0;
      for (let i = counted[code] - 1; i >= 0; i--) {
        length = length * 256 + (at + i < end ? head[at + i] : 0);
      }
      at += counted[code] + length;
      // What runs past the end of the data is not heard of.
      holdsData ||= length >= SHORTEST_DATA;
      hears ||= length >= SHORTEST_DATA && at <= last;
    } else if (code === OP.GLOBAL || code === OP.INST) {
      if (code === OP.INST && !acts && !imported && !hears) {
        // Imports, but calls what stands above a mark.
        return stack.hasMark && startsName(head, at, end, more);
      }
      return imported || startsName(head, at, end, more);
    } else if (code === OP.STACK_GLOBAL) {
      imported = true;
      named = true;
    } else if (code === OP.EXT1) {
      imported = true;
      at += 1;
    } else if (code === OP.EXT2 || code === OP.EXT4) {
      imported = true;
      at += code === OP.EXT2 ? 2 : 4;
    } else {
      return false;
    }
    if (imported && (hears || acts)) {
      return true;
    }
    if (
      !broken &&
      (!stack.step(code) ||
        at > last ||
        (from < end && isWrong(head, code, from, end)))
    ) {
      if (!hears) {
        return false;
      }
      broken = true;
    }
    if (imported && isCall(code)) {
      return true;
    }
    if (code === OP.STOP) {
      if (named) {
        return true;
      }
      acts ||= at < end && head[at] === OP.PROTO;
    }
  }
  return at < last || (hears && (more || holdsData));
}

/** An argument that begins at `at` and that no machine takes. */
function isWrong(
  head: Uint8Array,
  code: number,
  at: number,
  end: number,
): boolean {
  const first = head[at];
  switch (code) {
    case OP.PROTO:
      return first > NEWEST_PROTOCOL;
    case OP.FRAME:
      return at + 7 < end && (head[at + 6] >= UNSAFE_BYTE || head[at + 7] > 0);
    case OP.GET:
    case OP.PUT:
      return !isDigit(first);
    case OP.INT:
    case OP.LONG:
      // Space around them is no part of a number.
      return (
        first < 0x80 &&
        !isDigit(first) &&
        !/[-+ \t\v\f\r]/.test(String.fromCharCode(first))
      );
    default:
      return false;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isCall(code: number): boolean {
  return (
    code === OP.REDUCE ||
    code === OP.NEWOBJ ||
    code === OP.NEWOBJ_EX ||
    code === OP.OBJ
  );
}

/** A line that Python could import: anything without control characters. */
function startsName(
  head: Uint8Array,
  start: number,
  end: number,
  more: boolean,
): boolean {
  for (let i = start; i < Math.min(end, start + NAME_BYTES); i++) {
    if (head[i] === 0x0a) {
      return i > start;
    }
    if (head[i] < 0x20 && head[i] !== 0x0d && head[i] !== 0x09) {
      return false;
    }
  }
  return more;
}
