import { FormatError } from '../inspection/FormatError';
import { Limits } from '../inspection/limits';
import { ByteCursor } from '../source/ByteCursor';
import { PickleInput } from './PickleInput';
import { PickleTensor, TENSOR_PARTS, TensorParts } from './PickleTensor';
import { PickleValue } from './PickleValue';

/** From here on memo indices are kept sparsely. */
const DENSE_MEMO = 1 << 20;

/**
 * Stack, marks and memo of the machine (Lib/pickle.py `Unpickler`). As in
 * CPython's own, marks are no values: nothing below the last one can be taken.
 */
export class PickleStack extends PickleInput {
  protected readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private fence = 0;
  protected readonly memo: (PickleValue | TensorParts)[] = [];
  private readonly sparseMemo = new Map<number, PickleValue>();
  private memoSize = 0;
  private values = 0;

  constructor(
    cursor: ByteCursor,
    protected readonly limits: Pick<Limits, 'pickleOpcodes' | 'pickleValues'>,
  ) {
    super(cursor);
  }

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
      this.memoSize += this.sparseMemo.has(index) ? 0 : 1;
      this.sparseMemo.set(index, value);
      this.counted();
    }
  }

  /** MEMOIZE counts what is remembered. */
  protected rememberNext(): void {
    this.remember(this.memoSize);
  }

  protected recall(index: number, offset: number): PickleValue {
    const value =
      index < DENSE_MEMO ? this.remembered(index) : this.sparseMemo.get(index);
    if (value === undefined) {
      throw this.malformed(`memo ${index} was never set`, offset);
    }
    return value;
  }

  private remembered(index: number): PickleValue | undefined {
    const value = this.memo[index];
    return value instanceof TensorParts ? value.atMemo(index) : value;
  }

  protected made<T>(value: T): T {
    this.counted();
    return value;
  }

  /**
   * Whether `count` further values and memo entries pass no limit, and what is
   * on top of the stack can be taken.
   */
  protected hasRoom(count: number): boolean {
    const { pickleValues } = this.limits;
    return (
      this.stack.length > this.fence &&
      this.stack.length + count <= pickleValues &&
      this.values + count <= pickleValues &&
      this.memo.length + count <= DENSE_MEMO
    );
  }

  /** Counts values and marks that were made under `hasRoom`. */
  protected madeAll(count: number): void {
    this.values += count;
  }

  /** Puts a name behind the last entry of the memo, under `hasRoom`. */
  protected rememberName(name: string): void {
    this.memo.push(name);
    this.memoSize += 1;
  }

  /** Puts a tensor there, behind all that it is put together from. */
  protected rememberTensor(tensor: PickleTensor): void {
    const { memo } = this;
    const { parts } = tensor;
    for (let i = 0; i < TENSOR_PARTS; i++) {
      memo.push(parts);
    }
    memo.push(tensor);
    this.memoSize += TENSOR_PARTS + 1;
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
