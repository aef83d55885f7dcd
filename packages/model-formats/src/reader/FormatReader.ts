import { ModelFormat } from '../inspection/Inspection';
import { ByteSource } from '../source/ByteSource';
import { InspectionContext } from './InspectionContext';

/**
 * What all readers share. A reader is synchronous, holds no state between
 * files, never opens anything but `source`, and allocates only through the
 * limits of `context`.
 * @public
 */
export interface FormatReader {
  /** Every format that `detect` may answer. */
  readonly formats: readonly ModelFormat[];
  /**
   * The format of these bytes, or `undefined` when they are not this
   * reader's. `head` is the first `HEAD_BYTES` of `source`, or all of it.
   */
  detect(head: Uint8Array, source: ByteSource): ModelFormat | undefined;
  /**
   * Puts facts and findings into `context` as it finds them, so that those
   * before a failure are kept. Throws `FormatError` for bad bytes.
   */
  read(source: ByteSource, context: InspectionContext): void;
}

/** Bytes given to `detect` as `head`. @public */
export const HEAD_BYTES = 4096;
