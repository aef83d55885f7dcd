import { Gunzip, Unzlib } from 'fflate';
import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, readCopy } from '../source/ByteSource';

/**
 * What one step inflates to comes at once, and deflate makes up to 1,032
 * times as much of it.
 */
const STEP_BYTES = 16 * 1024;

/** Bytes inflated so far per inspection, for the sum of all wrappers. */
const inflated = new WeakMap<InspectionContext, number>();

/**
 * Content of a gzip (RFC 1952) or zlib (RFC 1950) stream, all gzip members
 * one after the other. Throws `LIMIT_EXCEEDED` over `memberBytes` or
 * `inflatedBytes`, `MALFORMED` when it is no such stream to its end.
 */
export function inflateWrapped(
  kind: 'gzip' | 'zlib',
  source: ByteSource,
  context: InspectionContext,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array) => {
    length += part.length;
    const sum = (inflated.get(context) ?? 0) + part.length;
    inflated.set(context, sum);
    context.assertLimit('memberBytes', length);
    context.assertLimit('inflatedBytes', sum);
    parts.push(part);
  };
  const stream = kind === 'gzip' ? new Gunzip(take) : new Unzlib(take);
  let at = 0;
  try {
    for (; at < source.size; at += STEP_BYTES) {
      const step = Math.min(STEP_BYTES, source.size - at);
      stream.push(readCopy(source, at, step), at + step === source.size);
    }
  } catch (error) {
    if (error instanceof FormatError) {
      throw error;
    }
    throw new FormatError('MALFORMED', `the ${kind} stream is damaged`, {
      offset: at,
      cause: error,
    });
  }
  const content = new Uint8Array(length);
  let filled = 0;
  for (const part of parts) {
    content.set(part, filled);
    filled += part.length;
  }
  return content;
}
