import { CreateSha256 } from './digest/Sha256Hasher';
import { Crc32 } from './inspection/Crc32';
import { FormatError } from './inspection/FormatError';
import { Inspection, ModelFormat } from './inspection/Inspection';
import { Limits } from './inspection/limits';
import { reportPicklePolyglot } from './pickleStreams/reportPicklePolyglot';
import { FORMAT_READERS } from './FORMAT_READERS';
import { FormatReader, HEAD_BYTES } from './reader/FormatReader';
import { InspectionContext } from './reader/InspectionContext';
import { ByteSource, readCopy } from './source/ByteSource';

/** @public */
export interface InspectOptions {
  /** add `tensorList` */
  tensors?: boolean;
  /** add `nodeList` and `memberList`: what a structural comparison needs */
  structure?: boolean;
  /** recomputes digests that files declare of themselves; without it they stay `not_computed` */
  createSha256?: CreateSha256;
  /** for members of archives, as `crc32` of `node:zlib`; without it the package's own, which is slower */
  crc32?: Crc32;
  /** only a hint for messages; the format is decided by content */
  fileName?: string;
  /** other bounds than those of `LIMITS` */
  limits?: Partial<Limits>;
  /** asked before the built-in readers */
  readers?: readonly FormatReader[];
}

/**
 * What the bytes of one model file say, and whether anything in them is
 * dangerous. Never throws for bad bytes: those end `failed` with a code, and
 * so does an exception that a reader should not have thrown (`INTERNAL`).
 * @public
 */
export function inspect(
  source: ByteSource,
  options: InspectOptions = {},
): Inspection {
  const context = new InspectionContext({ format: 'unknown', ...options });
  try {
    const found = findReader(source, options.readers);
    context.format = found.format;
    if (found.reader) {
      found.reader.read(source, context);
      reportPicklePolyglot(source, context);
    } else {
      context.unsupported();
    }
  } catch (error) {
    context.fail(error);
  }
  return context.result();
}

/**
 * Format by content; `unknown` when no reader takes the bytes.
 * Throws `FormatError` `EMPTY` and `READ_ERROR`.
 * @public
 */
export function detectFormat(
  source: ByteSource,
  readers?: readonly FormatReader[],
): ModelFormat {
  return findReader(source, readers).format;
}

function findReader(
  source: ByteSource,
  extraReaders: readonly FormatReader[] = [],
): { format: ModelFormat; reader?: FormatReader } {
  if (source.size === 0) {
    throw new FormatError('EMPTY', 'the file is empty', { offset: 0 });
  }
  const head = readCopy(source, 0, Math.min(HEAD_BYTES, source.size));
  for (const reader of [...extraReaders, ...FORMAT_READERS]) {
    const format = detect(reader, head, source);
    if (format) {
      return { format, reader };
    }
  }
  return { format: 'unknown' };
}

function detect(
  reader: FormatReader,
  head: Uint8Array,
  source: ByteSource,
): ModelFormat | undefined {
  try {
    return reader.detect(head, source);
  } catch (error) {
    if (error instanceof FormatError && error.code !== 'READ_ERROR') {
      return undefined;
    }
    throw error;
  }
}
