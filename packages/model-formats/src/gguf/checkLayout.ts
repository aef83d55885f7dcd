import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { GgufTensor } from './readTensorInfos';

/** `position` rounded up; `alignment` is a power of two. */
export function align(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment;
}

/**
 * Every tensor begins where the padded one before it ends (gguf.md,
 * gguf_tensor_info_t, offset; gguf.cpp holds it exactly), padding is zero, and
 * nothing follows but the padding of the last one.
 */
export function checkLayout(
  source: ByteSource,
  context: InspectionContext,
  tensors: readonly GgufTensor[],
  infosEnd: number,
  alignment: number,
): void {
  const dataStart = align(infosEnd, alignment);
  const gaps: [number, number][] = [[infosEnd, dataStart]];
  let expected = 0;
  for (const { name, offset, bytes, at } of tensors) {
    if (offset !== expected) {
      throw new FormatError(
        'MALFORMED',
        `tensor “${name}” begins at ${offset}, ${
          offset < expected ? 'inside the one before it' : 'after a hole'
        }; ${expected} expected`,
        { offset: at },
      );
    }
    const end = dataStart + offset + bytes;
    if (end > source.size) {
      throw new FormatError(
        'TRUNCATED',
        `tensor “${name}” ends at ${end}, the file at ${source.size}`,
        { offset: source.size },
      );
    }
    expected = align(offset + bytes, alignment);
    if (dataStart + expected > end) {
      gaps.push([end, dataStart + expected]);
    }
  }
  checkPadding(source, context, gaps);
  const fileEnd = dataStart + expected;
  if (source.size > fileEnd) {
    context.report(
      'gguf/trailing-data',
      `${source.size - fileEnd} bytes follow the last tensor`,
      { offset: fileEnd },
      { bytes: source.size - fileEnd },
    );
  }
}

/** Writers may leave the last padding out, so a gap may pass the end of the file. */
function checkPadding(
  source: ByteSource,
  context: InspectionContext,
  gaps: readonly [number, number][],
): void {
  const paged = new PagedBytes(source);
  for (const [start, gapEnd] of gaps) {
    const end = Math.min(gapEnd, source.size);
    if (end > start) {
      const used = paged.read(start, end - start).findIndex(byte => byte !== 0);
      if (used >= 0) {
        context.report(
          'gguf/padding',
          'bytes between tensors that should be zero are not',
          { offset: start + used },
        );
        return;
      }
    }
  }
}
