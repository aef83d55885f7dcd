import { FormatError } from '../inspection/FormatError';
import { Limits } from '../inspection/limits';
import { ByteCursor } from '../source/ByteCursor';
import { Filling, mayHaveState } from './fillable';
import { OP } from './OP';
import {
  PickleGlobal,
  PickleObject,
  PicklePersistent,
  PickleSequence,
  PickleUnknown,
  PickleValue,
} from './PickleValue';
import { PickleContainers } from './PickleContainers';
import { PickleVisitor } from './PickleVisitor';

const NEWEST_PROTOCOL = 5;

/**
 * Runs one pickle stream symbolically (Python Lib/pickletools.py, protocols
 * 0…5): the stack machine is followed, nothing is imported or called.
 *
 * Throws `FormatError`: `MALFORMED`, `TRUNCATED`, `LIMIT_EXCEEDED`.
 */
export class PickleMachine extends PickleContainers {
  /** opcodes so far */
  executed = 0;

  constructor(
    cursor: ByteCursor,
    limits: Pick<Limits, 'pickleOpcodes' | 'pickleValues'>,
    private readonly visitor: PickleVisitor,
  ) {
    super(cursor, limits);
  }

  /** Reads up to and with STOP; the cursor stands behind it. */
  run(): PickleValue {
    const { cursor, visitor } = this;
    for (; ; this.executed++) {
      const offset = cursor.position;
      if (this.executed >= this.limits.pickleOpcodes) {
        throw new FormatError(
          'LIMIT_EXCEEDED',
          `a pickle has more than ${this.limits.pickleOpcodes} opcodes`,
          { offset },
        );
      }
      if (this.stack.length > this.limits.pickleValues) {
        throw new FormatError(
          'LIMIT_EXCEEDED',
          `a pickle has more than ${this.limits.pickleValues} values at once`,
          { offset },
        );
      }
      const code = cursor.byte();
      if (this.executed === 0) {
        visitor.onStart?.(code === OP.PROTO ? cursor.peek() : undefined);
      }
      const usual = visitor.usualOpcodes;
      if (usual !== undefined && usual[code] === 0) {
        visitor.onUnusualOpcode?.(code, offset);
      }
      if (code === OP.STOP) {
        return this.pop();
      }
      if (
        !this.memoOrStack(code, offset) &&
        !this.literal(code, offset) &&
        !this.container(code, offset) &&
        !this.call(code, offset)
      ) {
        throw this.malformed(
          `0x${code.toString(16)} is no pickle opcode`,
          offset,
        );
      }
    }
  }

  private memoOrStack(code: number, offset: number): boolean {
    const { cursor, stack } = this;
    switch (code) {
      case OP.BINPUT:
        this.remember(cursor.byte());
        return true;
      case OP.LONG_BINPUT:
        this.remember(this.u32());
        return true;
      case OP.BINGET:
        stack.push(this.recall(cursor.byte(), offset));
        return true;
      case OP.LONG_BINGET:
        stack.push(this.recall(this.u32(), offset));
        return true;
      case OP.MARK:
        this.mark();
        return true;
      case OP.PUT:
        this.remember(this.textIndex(offset));
        return true;
      case OP.MEMOIZE:
        this.rememberNext();
        return true;
      case OP.GET:
        stack.push(this.recall(this.textIndex(offset), offset));
        return true;
      case OP.POP:
        this.discard(offset);
        return true;
      case OP.POP_MARK:
        this.popMark();
        return true;
      case OP.DUP:
        stack.push(this.top());
        return true;
      case OP.PROTO: {
        const protocol = cursor.byte();
        if (protocol > NEWEST_PROTOCOL) {
          throw this.malformed(`protocol ${protocol} is unknown`, offset);
        }
        return true;
      }
      case OP.FRAME:
        // CPython's own unpickler reads across the ends of frames too.
        this.u64();
        return true;
      case OP.READONLY_BUFFER:
        return true;
      default:
        return false;
    }
  }

  /** Opcodes by which a stream imports and calls. */
  private call(code: number, offset: number): boolean {
    const { cursor, stack } = this;
    switch (code) {
      case OP.GLOBAL:
        stack.push(this.global(this.line(), this.line(), offset));
        return true;
      case OP.STACK_GLOBAL: {
        const name = this.pop();
        stack.push(this.global(this.pop(), name, offset));
        return true;
      }
      case OP.EXT1:
        cursor.byte();
        stack.push(this.global(undefined, undefined, offset, true));
        return true;
      case OP.EXT2:
        this.u16();
        stack.push(this.global(undefined, undefined, offset, true));
        return true;
      case OP.EXT4:
        this.u32();
        stack.push(this.global(undefined, undefined, offset, true));
        return true;
      case OP.REDUCE:
      case OP.NEWOBJ: {
        const args = this.pop();
        this.pushCall(this.pop(), args, offset);
        return true;
      }
      case OP.NEWOBJ_EX: {
        const keywords = this.pop();
        const args = this.pop();
        const both = new PickleSequence('tuple', [args, keywords]);
        this.pushCall(this.pop(), both, offset);
        return true;
      }
      case OP.INST: {
        const callee = this.global(this.line(), this.line(), offset);
        const args = new PickleSequence('tuple', this.popMark());
        this.pushCall(callee, args, offset);
        return true;
      }
      case OP.OBJ: {
        const [callee = null, ...args] = this.popMark();
        this.pushCall(callee, new PickleSequence('tuple', args), offset);
        return true;
      }
      case OP.BUILD:
        this.build(offset);
        return true;
      case OP.PERSID:
        stack.push(this.made(new PicklePersistent(this.line())));
        return true;
      case OP.BINPERSID:
        stack.push(this.made(new PicklePersistent(this.pop())));
        return true;
      default:
        return false;
    }
  }

  private build(offset: number): void {
    const state = this.pop();
    const target = this.top();
    this.noteChange(target, 'state', mayHaveState(target, state), offset);
    if (!(target instanceof PickleObject)) {
      return;
    }
    target.state = state;
    const { cursor, visitor } = this;
    if (visitor.onBuild) {
      cursor.position = visitor.onBuild(target, cursor.position);
    }
  }

  private global(
    module: PickleValue | undefined,
    name: PickleValue | undefined,
    offset: number,
    isExtension = false,
  ): PickleValue {
    const known = typeof module === 'string' && typeof name === 'string';
    this.visitor.onImport(
      typeof module === 'string' ? module : undefined,
      typeof name === 'string' ? name : undefined,
      offset,
      isExtension,
    );
    return this.made(
      known ? new PickleGlobal(module, name) : new PickleUnknown(),
    );
  }

  private pushCall(
    callee: PickleValue,
    args: PickleValue,
    offset: number,
  ): void {
    const call = this.made(new PickleObject(callee, args));
    this.visitor.onCall?.(call, offset);
    if (!(callee instanceof PickleGlobal)) {
      this.visitor.onIndirectCall?.(offset);
    }
    this.stack.push(call);
  }

  protected override heardText(text: string, offset: number): void {
    this.visitor.onText?.(text, offset);
  }

  protected override heardBytes(offset: number, length: number): void {
    this.visitor.onBytes?.(offset, length);
  }

  protected override heardExhaustion(message: string): void {
    this.visitor.onExhaustion?.(message, this.cursor.position);
  }

  protected override heardMisfit(filling: Filling, offset: number): void {
    this.visitor.onMisfit?.(filling, offset);
  }

  protected override heardChange(offset: number): void {
    this.visitor.onChange?.(offset);
  }
}
