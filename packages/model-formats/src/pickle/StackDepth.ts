import { OP } from './OP';

/** Values that an opcode needs above the last mark. */
let needs: Uint8Array | undefined;
/** By how many it changes them; the mark and what is above it are gone. */
let grows: Int8Array;
/** 1 at each that takes all above the last mark. */
let takesMark: Uint8Array;

/** [opcode, needed, growth] */
const SIMPLE: readonly (readonly [number, number, number])[] = [
  [OP.DUP, 1, 1],
  [OP.PUT, 1, 0],
  [OP.BINPUT, 1, 0],
  [OP.LONG_BINPUT, 1, 0],
  [OP.MEMOIZE, 1, 0],
  [OP.TUPLE1, 1, 0],
  [OP.TUPLE2, 2, -1],
  [OP.TUPLE3, 3, -2],
  [OP.APPEND, 2, -1],
  [OP.SETITEM, 3, -2],
  [OP.STACK_GLOBAL, 2, -1],
  [OP.REDUCE, 2, -1],
  [OP.NEWOBJ, 2, -1],
  [OP.NEWOBJ_EX, 3, -2],
  [OP.BUILD, 2, -1],
  [OP.BINPERSID, 1, 0],
  [OP.PROTO, 0, 0],
  [OP.FRAME, 0, 0],
  [OP.READONLY_BUFFER, 0, 0],
  [OP.POP_MARK, 0, 0],
  [OP.APPENDS, 1, 0],
  [OP.ADDITEMS, 1, 0],
  [OP.SETITEMS, 1, 0],
];
const TO_MARK: readonly number[] = [
  ...[OP.POP_MARK, OP.TUPLE, OP.LIST, OP.FROZENSET, OP.DICT, OP.OBJ, OP.INST],
  ...[OP.APPENDS, OP.ADDITEMS, OP.SETITEMS],
];

/** All others push one value. */
function makeTables(): Uint8Array {
  const made = new Uint8Array(256);
  grows = new Int8Array(256).fill(1);
  takesMark = new Uint8Array(256);
  for (const [code, needed, growth] of SIMPLE) {
    made[code] = needed;
    grows[code] = growth;
  }
  for (const code of TO_MARK) {
    takesMark[code] = 1;
  }
  return made;
}

/**
 * How many values stand on the stack of a machine (`PickleStack`), and above
 * its last mark, without the values. As there, nothing below a mark is taken,
 * and a value is recalled only when some was remembered.
 */
export class StackDepth {
  private depth = 0;
  private fence = 0;
  private marks: number[] | undefined;
  private remembers = false;

  get hasMark(): boolean {
    return this.marks !== undefined && this.marks.length > 0;
  }

  /** `false` when the machine would break off at this opcode. */
  step(code: number): boolean {
    needs ??= makeTables();
    switch (code) {
      case OP.MARK:
        (this.marks ??= []).push(this.fence);
        this.fence = this.depth;
        return true;
      case OP.POP:
        if (this.depth > this.fence) {
          this.depth -= 1;
          return true;
        }
        return this.dropMark();
      case OP.GET:
      case OP.BINGET:
      case OP.LONG_BINGET:
        this.depth += 1;
        return this.remembers;
      case OP.PUT:
      case OP.BINPUT:
      case OP.LONG_BINPUT:
      case OP.MEMOIZE:
        this.remembers = true;
        break;
      case OP.STOP:
        return this.stop();
      default:
    }
    if (takesMark[code] === 1) {
      this.depth = this.fence;
      if (!this.dropMark()) {
        return false;
      }
    }
    if (this.depth - this.fence < needs[code]) {
      return false;
    }
    this.depth += grows[code];
    return true;
  }

  /** The next stream has a stack and a memo of its own. */
  private stop(): boolean {
    const has = this.depth > this.fence;
    this.depth = 0;
    this.fence = 0;
    this.marks = undefined;
    this.remembers = false;
    return has;
  }

  private dropMark(): boolean {
    const fence = this.marks?.pop();
    this.fence = fence ?? 0;
    return fence !== undefined;
  }
}
