import { Filling, isFillable } from './fillable';
import { OP } from './OP';
import { PickleLiterals } from './PickleLiterals';
import {
  PickleDict,
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleUnknown,
  PickleValue,
} from './PickleValue';

/** So many values Python hashes in half a second; genuine streams share few in few. */
const HASHED_VALUES = 10_000_000;

/** Opcodes that make and fill tuples, lists, sets and dictionaries. */
export abstract class PickleContainers extends PickleLiterals {
  /** `false` when `code` is none of them. */
  protected container(code: number, offset: number): boolean {
    const { stack } = this;
    switch (code) {
      case OP.EMPTY_TUPLE:
        this.sequence('tuple', []);
        return true;
      case OP.TUPLE:
        this.sequence('tuple', this.popMark());
        return true;
      case OP.TUPLE1:
        this.sequence('tuple', [this.pop()]);
        return true;
      case OP.TUPLE2: {
        const second = this.pop();
        this.sequence('tuple', [this.pop(), second]);
        return true;
      }
      case OP.TUPLE3: {
        const third = this.pop();
        const second = this.pop();
        this.sequence('tuple', [this.pop(), second, third]);
        return true;
      }
      case OP.EMPTY_LIST:
        this.sequence('list', []);
        return true;
      case OP.LIST:
        this.sequence('list', this.popMark());
        return true;
      case OP.EMPTY_SET:
        this.sequence('set', []);
        return true;
      case OP.FROZENSET:
        this.sequence('set', this.popMark());
        return true;
      case OP.EMPTY_DICT:
        stack.push(this.made(new PickleDict()));
        return true;
      case OP.DICT: {
        const items = this.popMark();
        const dict = this.made(new PickleDict());
        this.setItems(dict, items, offset);
        stack.push(dict);
        return true;
      }
      case OP.APPEND: {
        const item = this.pop();
        this.append(this.top(), [item], 'items', offset);
        return true;
      }
      case OP.APPENDS: {
        const items = this.popMark();
        this.append(this.top(), items, 'items', offset);
        return true;
      }
      case OP.ADDITEMS: {
        const items = this.popMark();
        this.append(this.top(), items, 'members', offset);
        return true;
      }
      case OP.SETITEM: {
        const value = this.pop();
        const key = this.pop();
        this.setItems(this.top(), [key, value], offset);
        return true;
      }
      case OP.SETITEMS: {
        const items = this.popMark();
        this.setItems(this.top(), items, offset);
        return true;
      }
      default:
        return false;
    }
  }

  /** an imported or unknown object is changed, not one of the stream's own */
  protected abstract heardChange(offset: number): void;

  /** something is filled that no pickler fills in this way */
  protected abstract heardMisfit(filling: Filling, offset: number): void;

  protected noteChange(
    target: PickleValue,
    filling: Filling,
    usual: boolean,
    offset: number,
  ): void {
    if (target instanceof PickleGlobal || target instanceof PickleUnknown) {
      this.heardChange(offset);
    } else if (!usual) {
      this.heardMisfit(filling, offset);
    }
  }

  private sequence(kind: PickleSequence['kind'], items: PickleValue[]): void {
    const sequence = this.made(new PickleSequence(kind, items));
    this.noteWeight(sequence);
    this.stack.push(sequence);
  }

  private noteWeight({ weight }: PickleSequence): void {
    if (weight > HASHED_VALUES) {
      this.heardExhaustion(
        'values that share one another are so many, written out, that hashing them does not end',
      );
    }
  }

  private append(
    target: PickleValue,
    items: PickleValue[],
    filling: 'items' | 'members',
    offset: number,
  ): void {
    this.noteChange(target, filling, isFillable(target, filling), offset);
    if (target instanceof PickleSequence) {
      target.append(items);
      this.noteWeight(target);
    } else if (target instanceof PickleObject) {
      target.append(items);
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
    this.noteChange(target, 'pairs', isFillable(target, 'pairs'), offset);
    if (target instanceof PickleDict || target instanceof PickleObject) {
      target.set(items);
    }
  }
}
