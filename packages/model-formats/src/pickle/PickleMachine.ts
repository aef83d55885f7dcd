import { FormatError } from '../FormatError';
import { Limits } from '../limits';
import { ByteCursor } from '../source/ByteCursor';
import { OP } from './OP';
import { PickleInput } from './PickleInput';
import {
  PickleBytes,
  PickleDict,
  PickleGlobal,
  PickleObject,
  PicklePersistent,
  PickleSequence,
  PickleUnknown,
  PickleValue,
} from './PickleValue';

/** Told while the stream is read, so that nothing is lost by a later error. */
export interface PickleVisitor {
  /** GLOBAL, INST, STACK_GLOBAL and EXT; parts are `undefined` when computed. */
  onImport(
    module: string | undefined,
    name: string | undefined,
    offset: number,
  ): void;
  /** once per opcode that is read */
  onOpcode?(code: number, offset: number): void;
  /** REDUCE, NEWOBJ, NEWOBJ_EX, INST and OBJ */
  onCall?(offset: number): void;
  /** something is called that is not a global named in the stream */
  onIndirectCall?(offset: number): void;
  /** a byte string, which may hold a stream of its own */
  onBytes?(offset: number, length: number): void;
}

/** Has no byte by which a stream could import something. */
const PLAIN_TEXT = /^[ -~]*$/;

class Mark {}
const MARK = new Mark();

/**
 * Runs one pickle stream symbolically (Python Lib/pickletools.py, protocols
 * 0…5): the stack machine is followed, nothing is imported or called.
 *
 * Throws `FormatError`: `MALFORMED`, `TRUNCATED`, `LIMIT_EXCEEDED`.
 */
export class PickleMachine extends PickleInput {
  private stack: (PickleValue | Mark)[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private values = 0;
  protocol = 0;

  constructor(
    cursor: ByteCursor,
    private readonly limits: Pick<Limits, 'pickleOpcodes' | 'pickleValues'>,
    private readonly visitor: PickleVisitor,
  ) {
    super(cursor);
  }

  /** Reads up to and with STOP; the cursor stands behind it. */
  run(): PickleValue {
    const { cursor, visitor } = this;
    for (let count = 0; ; count++) {
      const offset = cursor.position;
      if (count >= this.limits.pickleOpcodes) {
        throw new FormatError(
          'LIMIT_EXCEEDED',
          `a pickle has more than ${this.limits.pickleOpcodes} opcodes`,
          { offset },
        );
      }
      const code = cursor.byte();
      visitor.onOpcode?.(code, offset);
      if (code === OP.STOP) {
        return this.pop();
      }
      this.step(code, offset);
    }
  }

  private step(code: number, offset: number): void {
    const { cursor, stack } = this;
    switch (code) {
      case OP.PROTO:
        this.protocol = cursor.byte();
        if (this.protocol > 5) {
          throw this.malformed(`protocol ${this.protocol} is unknown`, offset);
        }
        break;
      case OP.FRAME:
        this.u64();
        break;
      case OP.MARK:
        stack.push(MARK);
        break;
      case OP.POP:
        if (stack.pop() === undefined) {
          throw this.malformed('POP on an empty stack', offset);
        }
        break;
      case OP.POP_MARK:
        this.popMark();
        break;
      case OP.DUP:
        stack.push(this.top());
        break;

      case OP.NONE:
        stack.push(null);
        break;
      case OP.NEWTRUE:
        stack.push(true);
        break;
      case OP.NEWFALSE:
        stack.push(false);
        break;
      case OP.BININT:
        stack.push(this.i32());
        break;
      case OP.BININT1:
        stack.push(cursor.byte());
        break;
      case OP.BININT2:
        stack.push(this.u16());
        break;
      case OP.LONG1:
        stack.push(this.long(cursor.byte()));
        break;
      case OP.LONG4:
        stack.push(this.long(this.length4()));
        break;
      case OP.BINFLOAT:
        stack.push(this.float());
        break;
      case OP.INT:
      case OP.LONG:
        stack.push(this.textInteger(offset));
        break;
      case OP.FLOAT:
        stack.push(Number(this.line()));
        break;

      case OP.STRING: {
        const text = this.line();
        stack.push(text.length >= 2 ? text.slice(1, -1) : text);
        break;
      }
      case OP.UNICODE:
        stack.push(this.line());
        break;
      case OP.SHORT_BINSTRING:
      case OP.SHORT_BINUNICODE:
        stack.push(this.data('text', cursor.byte()));
        break;
      case OP.BINSTRING:
      case OP.BINUNICODE:
        stack.push(this.data('text', this.length4()));
        break;
      case OP.BINUNICODE8:
        stack.push(this.data('text', this.u64()));
        break;
      case OP.SHORT_BINBYTES:
        stack.push(this.data('bytes', cursor.byte()));
        break;
      case OP.BINBYTES:
        stack.push(this.data('bytes', this.length4()));
        break;
      case OP.BINBYTES8:
      case OP.BYTEARRAY8:
        stack.push(this.data('bytes', this.u64()));
        break;
      case OP.NEXT_BUFFER:
        stack.push(this.made(new PickleUnknown()));
        break;
      case OP.READONLY_BUFFER:
        break;

      case OP.EMPTY_TUPLE:
        stack.push(this.made(new PickleSequence('tuple', [])));
        break;
      case OP.TUPLE:
        stack.push(this.made(new PickleSequence('tuple', this.popMark())));
        break;
      case OP.TUPLE1:
      case OP.TUPLE2:
      case OP.TUPLE3: {
        const items: PickleValue[] = [];
        for (let i = OP.TUPLE1; i <= code; i++) {
          items.unshift(this.pop());
        }
        stack.push(this.made(new PickleSequence('tuple', items)));
        break;
      }
      case OP.EMPTY_LIST:
        stack.push(this.made(new PickleSequence('list', [])));
        break;
      case OP.LIST:
        stack.push(this.made(new PickleSequence('list', this.popMark())));
        break;
      case OP.EMPTY_SET:
        stack.push(this.made(new PickleSequence('set', [])));
        break;
      case OP.FROZENSET:
        stack.push(this.made(new PickleSequence('set', this.popMark())));
        break;
      case OP.EMPTY_DICT:
        stack.push(this.made(new PickleDict()));
        break;
      case OP.DICT: {
        const items = this.popMark();
        const dict = this.made(new PickleDict());
        this.setItems(dict, items, offset);
        stack.push(dict);
        break;
      }
      case OP.APPEND: {
        const item = this.pop();
        this.append(this.top(), [item]);
        break;
      }
      case OP.APPENDS:
      case OP.ADDITEMS: {
        const items = this.popMark();
        this.append(this.top(), items);
        break;
      }
      case OP.SETITEM: {
        const value = this.pop();
        const key = this.pop();
        this.setItems(this.top(), [key, value], offset);
        break;
      }
      case OP.SETITEMS: {
        const items = this.popMark();
        this.setItems(this.top(), items, offset);
        break;
      }

      case OP.PUT:
        this.memo.set(this.textIndex(offset), this.top());
        break;
      case OP.BINPUT:
        this.memo.set(cursor.byte(), this.top());
        break;
      case OP.LONG_BINPUT:
        this.memo.set(this.u32(), this.top());
        break;
      case OP.MEMOIZE:
        this.memo.set(this.memo.size, this.top());
        break;
      case OP.GET:
        stack.push(this.recall(this.textIndex(offset), offset));
        break;
      case OP.BINGET:
        stack.push(this.recall(cursor.byte(), offset));
        break;
      case OP.LONG_BINGET:
        stack.push(this.recall(this.u32(), offset));
        break;

      case OP.GLOBAL:
        stack.push(this.global(this.line(), this.line(), offset));
        break;
      case OP.STACK_GLOBAL: {
        const name = this.pop();
        const module = this.pop();
        stack.push(this.global(module, name, offset));
        break;
      }
      case OP.EXT1:
        cursor.byte();
        stack.push(this.global(undefined, undefined, offset));
        break;
      case OP.EXT2:
        this.u16();
        stack.push(this.global(undefined, undefined, offset));
        break;
      case OP.EXT4:
        this.u32();
        stack.push(this.global(undefined, undefined, offset));
        break;
      case OP.REDUCE:
      case OP.NEWOBJ: {
        const args = this.pop();
        stack.push(this.call(this.pop(), args, offset));
        break;
      }
      case OP.NEWOBJ_EX: {
        const keywords = this.pop();
        const args = this.pop();
        const tuple = new PickleSequence('tuple', [args, keywords]);
        stack.push(this.call(this.pop(), tuple, offset));
        break;
      }
      case OP.INST: {
        const callee = this.global(this.line(), this.line(), offset);
        const args = new PickleSequence('tuple', this.popMark());
        stack.push(this.call(callee, args, offset));
        break;
      }
      case OP.OBJ: {
        const [callee = null, ...args] = this.popMark();
        stack.push(
          this.call(callee, new PickleSequence('tuple', args), offset),
        );
        break;
      }
      case OP.BUILD: {
        const state = this.pop();
        const target = this.top();
        if (target instanceof PickleObject) {
          target.state = state;
        }
        break;
      }
      case OP.PERSID:
        stack.push(this.made(new PicklePersistent(this.line())));
        break;
      case OP.BINPERSID:
        stack.push(this.made(new PicklePersistent(this.pop())));
        break;
      default:
        throw this.malformed(
          `0x${code.toString(16)} is no pickle opcode`,
          offset,
        );
    }
  }

  private global(
    module: PickleValue | undefined,
    name: PickleValue | undefined,
    offset: number,
  ): PickleValue {
    const known = typeof module === 'string' && typeof name === 'string';
    this.visitor.onImport(
      typeof module === 'string' ? module : undefined,
      typeof name === 'string' ? name : undefined,
      offset,
    );
    return this.made(
      known ? new PickleGlobal(module, name) : new PickleUnknown(),
    );
  }

  private call(
    callee: PickleValue,
    args: PickleValue,
    offset: number,
  ): PickleObject {
    this.visitor.onCall?.(offset);
    if (!(callee instanceof PickleGlobal)) {
      this.visitor.onIndirectCall?.(offset);
    }
    return this.made(new PickleObject(callee, args));
  }

  private append(target: PickleValue, items: PickleValue[]): void {
    if (target instanceof PickleSequence || target instanceof PickleObject) {
      for (const item of items) {
        target.items.push(item);
      }
    }
  }

  private setItems(
    target: PickleValue,
    items: PickleValue[],
    offset: number,
  ): void {
    if (items.length % 2 !== 0) {
      throw this.malformed('a key without a value', offset);
    }
    if (target instanceof PickleDict || target instanceof PickleObject) {
      for (let i = 0; i < items.length; i += 2) {
        target.entries.push([items[i], items[i + 1]]);
      }
    }
  }

  /** Strings and bytes may hold a stream of their own. */
  private data(kind: 'text' | 'bytes', length: number): PickleValue {
    const start = this.cursor.position;
    const value = kind === 'text' ? this.text(length) : this.bytes(length);
    if (value instanceof PickleBytes) {
      this.visitor.onBytes?.(start, length);
      return this.made(value);
    }
    if (!PLAIN_TEXT.test(value)) {
      this.visitor.onBytes?.(start, length);
    }
    return value;
  }

  private made<T>(value: T): T {
    this.values += 1;
    if (this.values > this.limits.pickleValues) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `a pickle makes more than ${this.limits.pickleValues} values`,
        { offset: this.cursor.position },
      );
    }
    return value;
  }

  private pop(): PickleValue {
    const value = this.stack.pop();
    if (value === undefined || value instanceof Mark) {
      throw this.malformed('the stack is empty', this.cursor.position);
    }
    return value;
  }

  private top(): PickleValue {
    const value = this.stack.at(-1);
    if (value === undefined || value instanceof Mark) {
      throw this.malformed('the stack is empty', this.cursor.position);
    }
    return value;
  }

  private popMark(): PickleValue[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw this.malformed('there is no mark', this.cursor.position);
    }
    const items = this.stack.splice(mark);
    items.shift();
    // Above the last mark there is none.
    return items as PickleValue[];
  }

  private recall(index: number, offset: number): PickleValue {
    const value = this.memo.get(index);
    if (value === undefined) {
      throw this.malformed(`memo ${index} was never set`, offset);
    }
    return value;
  }
}
