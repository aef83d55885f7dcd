import { FormatError } from '../inspection/FormatError';

/**
 * Random access to the bytes of one file. Synchronous, because readers walk
 * structures by position; whoever needs time limits runs them in a worker.
 * @public
 */
export interface ByteSource {
  /** bytes */
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset`, valid until the next call.
   * Throws `FormatError` `TRUNCATED` beyond the end of the file and
   * `READ_ERROR` when the bytes could not be fetched.
   */
  read(offset: number, length: number): Uint8Array;
  /**
   * Puts `length` bytes from `offset` into `into` at `at`, under the same
   * errors: for whoever keeps pages itself, so that none is kept twice.
   */
  readInto?(offset: number, length: number, into: Uint8Array, at: number): void;
}

/** Throws `TRUNCATED` unless `offset…offset+length` lies inside `size`. @public */
export function assertInside(
  size: number,
  offset: number,
  length: number,
): void {
  // Written so that NaN, negative and huge values all fail.
  if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
    throw new FormatError(
      'TRUNCATED',
      `bytes ${offset}…${offset + length} are beyond the end at ${size}`,
      { offset: Math.max(0, Math.min(offset, size)) || 0 },
    );
  }
}

/** Puts `length` bytes of `source` from `offset` into `into` at `at`; throws as `read` does. */
export function readInto(
  source: ByteSource,
  offset: number,
  length: number,
  into: Uint8Array,
  at: number,
): void {
  if (source.readInto) {
    source.readInto(offset, length, into, at);
  } else {
    into.set(source.read(offset, length), at);
  }
}

/** A file that is already in memory. @public */
export function bytesSource(bytes: Uint8Array): ByteSource {
  // A plain view: Node's Buffer has a slower subarray and another slice.
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    size: view.length,
    read(offset, length) {
      assertInside(view.length, offset, length);
      return view.subarray(offset, offset + length);
    },
  };
}

/** The part `offset…offset+length` of `source` as a source of its own. @public */
export function subSource(
  source: ByteSource,
  offset: number,
  length: number,
): ByteSource {
  assertInside(source.size, offset, length);
  return {
    size: length,
    read(at, count) {
      assertInside(length, at, count);
      return source.read(offset + at, count);
    },
  };
}

/**
 * The bytes of `source` as the caller's own: a source may reuse its buffer for
 * the next read, and `slice` of a Node Buffer does not copy.
 * @public
 */
export function readCopy(
  source: ByteSource,
  offset: number,
  length: number,
): Uint8Array {
  return new Uint8Array(source.read(offset, length));
}
