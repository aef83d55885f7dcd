import { FormatError } from '../inspection/FormatError';
import { Limits } from '../inspection/limits';
import { ByteCursor } from '../source/ByteCursor';
import { PickleInput } from './PickleInput';
import { PickleValue } from './PickleValue';

/** From here on memo indices are kept sparsely. */
const DENSE_MEMO = 1 << 20;
/** Picklers count on; CPython keeps a table as long as the highest index. */
const MEMO_SPARSENESS = 16;

/**
 * Stack, marks and memo of the machine (Lib/pickle.py `Unpickler`). As in
 * CPython's own, marks are no values: nothing below the last one can be taken.
 */
export abstract class PickleStack extends PickleInput {
  protected readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private fence = 0;
  private readonly memo: PickleValue[] = [];
  private sparseMemo: Map<number, PickleValue> | undefined;
  private memoSize = 0;
  private values = 0;

  constructor(
    cursor: ByteCursor,
    protected readonly limits: Pick<Limits, 'pickleOpcodes' | 'pickleValues'>,
  ) {
    super(cursor);
  }

  /** loading the stream takes time or memory out of all proportion */
  protected abstract heardExhaustion(message: string): void;

  protected pop(): PickleValue {
    if (this.stack.length <= this.fence) {
      throw this.malformed('the stack is empty', this.cursor.position);
    }
    return this.stack.pop() as PickleValue;
  }

  protected top(): PickleValue {
    if (this.stack.length <= this.fence) {
      throw this.malformed('the stack is empty', this.cursor.position);
    }
    return this.stack[this.stack.length - 1];
  }

  /** POP takes a mark when one is on top. */
  protected discard(offset: number): void {
    if (this.stack.length > this.fence) {
      this.stack.length -= 1;
    } else if (this.marks.length > 0) {
      this.dropMark();
    } else {
      throw this.malformed('POP on an empty stack', offset);
    }
  }

  protected mark(): void {
    this.fence = this.stack.length;
    this.marks.push(this.fence);
    this.counted();
  }

  /** What stands above the last mark, which goes too. */
  protected popMark(): PickleValue[] {
    if (this.marks.length === 0) {
      throw this.malformed('there is no mark', this.cursor.position);
    }
    const items = this.stack.slice(this.fence);
    this.stack.length = this.fence;
    this.dropMark();
    return items;
  }

  protected remember(index: number): void {
    const value = this.top();
    if (index < DENSE_MEMO) {
      this.memoSize += this.memo[index] === undefined ? 1 : 0;
      this.memo[index] = value;
    } else {
      if (index > MEMO_SPARSENESS * this.memoSize) {
        this.heardExhaustion(
          `the stream remembers a value at ${index}, for which loaders keep as much room`,
        );
      }
      const sparse = (this.sparseMemo ??= new Map());
      this.memoSize += sparse.has(index) ? 0 : 1;
      sparse.set(index, value);
      this.counted();
    }
  }

  /** MEMOIZE counts what is remembered. */
  protected rememberNext(): void {
    this.remember(this.memoSize);
  }

  protected recall(index: number, offset: number): PickleValue {
    const value =
      index < DENSE_MEMO ? this.memo[index] : this.sparseMemo?.get(index);
    if (value === undefined) {
      throw this.malformed(`memo ${index} was never set`, offset);
    }
    return value;
  }

  protected made<T>(value: T): T {
    this.counted();
    return value;
  }

  private counted(): void {
    this.values += 1;
    if (this.values > this.limits.pickleValues) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `a pickle makes more than ${this.limits.pickleValues} values`,
        { offset: this.cursor.position },
      );
    }
  }

  private dropMark(): void {
    this.marks.length -= 1;
    this.fence = this.marks.length > 0 ? this.marks[this.marks.length - 1] : 0;
  }
}
