import { FormatError } from '../inspection/FormatError';
import { TensorInfo, TensorSummary } from '../inspection/Inspection';
import { Limits } from '../inspection/limits';
import { ExactSum } from './ExactSum';

/** Decimal digits that a number holds exactly. */
const SAFE_DIGITS = 15;

/** Sums over all tensors, and keeps their list when it was asked for. @public */
export class TensorCollector {
  private count = 0;
  private readonly parameters = new ExactSum();
  private readonly bytes = new ExactSum();
  private readonly dtypes = new Map<string, number>();
  private readonly list: TensorInfo[] = [];
  private present = false;

  constructor(
    private readonly limits: Limits,
    /** whether a list was asked for; else `tally` does */
    readonly keepsList: boolean,
  ) {}

  /** The format has tensors: say so even when this file has none. */
  start(): void {
    this.present = true;
  }

  /** `elements` is the product of `tensor.shape`. */
  add(tensor: TensorInfo, elements: number | bigint): void {
    const { bytes } = tensor;
    let size: number | bigint | null = null;
    if (bytes !== null) {
      size = bytes.length <= SAFE_DIGITS ? Number(bytes) : BigInt(bytes);
    }
    this.tally(tensor.dtype, size, elements);
    if (this.keepsList) {
      this.list.push(tensor);
    }
  }

  /** Counts a tensor that is not listed. */
  tally(
    dtype: string,
    bytes: number | bigint | null,
    elements: number | bigint,
  ): void {
    this.present = true;
    this.count += 1;
    if (this.count > this.limits.tensors) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `more than ${this.limits.tensors} tensors`,
      );
    }
    this.parameters.add(elements);
    if (bytes !== null) {
      this.bytes.add(bytes);
    }
    this.dtypes.set(dtype, (this.dtypes.get(dtype) ?? 0) + 1);
  }

  result(): { tensors?: TensorSummary; tensorList?: TensorInfo[] } {
    if (!this.present) {
      return {};
    }
    return {
      tensors: {
        count: this.count,
        parameters: this.parameters.text(),
        bytes: this.bytes.text(),
        dtypes: Object.fromEntries(this.dtypes),
      },
      ...(this.keepsList && { tensorList: this.list }),
    };
  }
}

const INT64_MAX = 2n ** 63n - 1n;

/**
 * Product of dimensions. Throws `OUT_OF_RANGE` for a negative one and
 * `INTEGER_OVERFLOW` when the product passes int64, which other readers wrap.
 * @public
 */
export function elementCount(
  shape: readonly (number | bigint)[],
  offset?: number,
): bigint {
  let small = 1;
  let product = 1n;
  for (const dimension of shape) {
    if (dimension < 0) {
      throw new FormatError('OUT_OF_RANGE', `a dimension is ${dimension}`, {
        offset,
      });
    }
    if (typeof dimension === 'number' && small * dimension < 2 ** 52) {
      small *= dimension;
    } else {
      product *= BigInt(dimension);
      if (product > INT64_MAX) {
        throw new FormatError(
          'INTEGER_OVERFLOW',
          'the number of elements passes 2^63',
          { offset },
        );
      }
    }
  }
  const total = product * BigInt(small);
  if (total > INT64_MAX) {
    throw new FormatError(
      'INTEGER_OVERFLOW',
      'the number of elements passes 2^63',
      { offset },
    );
  }
  return total;
}
