import { Gunzip, Unzlib } from 'fflate';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, readCopy } from '../source/ByteSource';

/**
 * What one step inflates to comes at once, and deflate makes up to 1,032
 * times as much of it.
 */
const STEP_BYTES = 16 * 1024;

/** Bytes inflated so far per inspection, for the sum of all wrappers. */
const inflated = new WeakMap<InspectionContext, number>();

/** What could be inflated, and why not more. */
export interface Inflated {
  content: Uint8Array;
  /** a loader that reads as it inflates has acted on the content by then */
  error?: FormatError;
}

/**
 * Content of a gzip (RFC 1952) or zlib (RFC 1950) stream, all gzip members
 * one after the other. Throws `LIMIT_EXCEEDED` over `memberBytes` or
 * `inflatedBytes`; a damaged stream answers what came before the damage.
 */
export function inflateWrapped(
  kind: 'gzip' | 'zlib',
  source: ByteSource,
  context: InspectionContext,
): Inflated {
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
  let error: FormatError | undefined;
  try {
    for (; at < source.size; at += STEP_BYTES) {
      const step = Math.min(STEP_BYTES, source.size - at);
      stream.push(readCopy(source, at, step), at + step === source.size);
    }
  } catch (cause) {
    if (cause instanceof FormatError) {
      throw cause;
    }
    error = new FormatError('MALFORMED', `the ${kind} stream is damaged`, {
      offset: at,
      cause,
    });
  }
  const content = new Uint8Array(length);
  let filled = 0;
  for (const part of parts) {
    content.set(part, filled);
    filled += part.length;
  }
  return error ? { content, error } : { content };
}
