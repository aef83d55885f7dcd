import { elementCount } from '../reader/TensorCollector';

/** Below it a product of dimensions is exact, and so is the next sum of bits. */
const EXACT = 2 ** 44;

/** `elementCount`, without a big integer where a number holds the product. */
export function elementsOf(
  shape: readonly number[],
  offset: number,
): number | bigint {
  let product = 1;
  for (let i = 0; i < shape.length; i++) {
    product *= shape[i];
    if (!(shape[i] >= 0 && product < EXACT)) {
      return elementCount(shape, offset);
    }
  }
  return product;
}
