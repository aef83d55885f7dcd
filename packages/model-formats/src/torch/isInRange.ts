import type { StorageReference } from './TensorLister';
import type { TorchDtype } from './torchDtypes';

/**
 * Whether a tensor stays inside its storage (the class of CVE-2026-24747):
 * nothing negative, `offset + Σ (size − 1) · stride` below the stated count,
 * and the stated count within the record.
 */
export function isInRange(
  /** elements */
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
  type: TorchDtype,
  reference: StorageReference,
  /** of the record */
  bytes: number,
): boolean {
  if (offset < 0 || reference.count < 0) {
    return false;
  }
  let last = offset;
  let empty = false;
  for (let i = 0; i < shape.length; i++) {
    if (strides[i] < 0) {
      return false;
    }
    empty ||= shape[i] === 0;
    last += (shape[i] - 1) * strides[i];
  }
  const stated = reference.count * reference.type.bytes;
  const end = (empty ? offset : last + 1) * type.bytes;
  return stated <= bytes && end <= stated;
}
