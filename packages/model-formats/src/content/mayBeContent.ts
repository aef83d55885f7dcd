import { isNpy } from '../npy/NpyHeader';
import { OP, FIRST_OPCODES } from '../pickle/OP';
import { beginsDeflate } from '../wrapped/beginsDeflate';
import { mayBeWrapper, wrapperOf } from '../wrapped/wrapperOf';

/** The shortest stream that calls something has as many bytes. */
export const SHORTEST_CONTENT = 6;
/** By these first bytes of it nearly all data is told to be nothing. */
export const CONTENT_HEAD_BYTES = 64;
const ZLIB_HEADER_BYTES = 2;

/**
 * Whether data of `size` bytes, of which `bytes` has those `start…end`, can be
 * a pickle that acts, an array or a wrapper; most storages are told by one
 * byte. Where it is `false`, `scanContent` finds nothing.
 */
export function mayBeContent(
  bytes: Uint8Array,
  start: number,
  end: number,
  size: number,
): boolean {
  if (size < SHORTEST_CONTENT) {
    return false;
  }
  const first = bytes[start];
  if (mayBeWrapper(first)) {
    const wrapper = wrapperOf(bytes.subarray(start, end));
    if (
      wrapper &&
      (wrapper.kind !== 'zlib' ||
        beginsDeflate(bytes, start + ZLIB_HEADER_BYTES, end))
    ) {
      return true;
    }
  }
  // An array file begins with the opcode of STACK_GLOBAL.
  if (first === OP.STACK_GLOBAL && isNpy(bytes.subarray(start, end))) {
    return true;
  }
  return FIRST_OPCODES[first] === 1;
}
