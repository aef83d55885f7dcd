import { FormatError } from '../inspection/FormatError';
import { FormatReader, HEAD_BYTES } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { ByteSource, readCopy } from '../source/ByteSource';
import { ZipEntry } from '../zip/ZipEntry';

/**
 * Reads a model that is a member of an archive, by the first of `readers` that
 * knows it, into the archive's answer: tensors, `forward`, and findings with the member in front of their own.
 * Answers whether it is one. What fails in it is thrown.
 */
export function readNestedModel(
  source: ByteSource,
  entry: ZipEntry,
  readers: readonly FormatReader[],
  context: InspectionContext,
): boolean {
  if (source.size === 0) {
    return false;
  }
  const head = readCopy(source, 0, Math.min(HEAD_BYTES, source.size));
  for (const reader of readers) {
    const format = reader.detect(head, source);
    if (format) {
      const inner = new InspectionContext({
        format,
        tensors: true,
        limits: context.limits,
      });
      try {
        reader.read(source, inner);
      } catch (error) {
        inner.fail(error);
      }
      merge(inner, entry, context);
      return true;
    }
  }
  return false;
}

function merge(
  inner: InspectionContext,
  entry: ZipEntry,
  context: InspectionContext,
): void {
  const { findings, error, status, tensorList, ...facts } = inner.result();
  const inside = (member?: string) =>
    member === undefined ? entry.name : `${entry.name}!/${member}`;
  for (const finding of findings) {
    const { location } = finding;
    context.add({
      ...finding,
      location: { ...location, member: inside(location?.member) },
    });
  }
  for (const tensor of tensorList ?? []) {
    context.tensors.add(
      { ...tensor, storage: inside(tensor.storage) },
      elementCount(tensor.shape as number[]),
    );
  }
  const { signature, inputs, outputs, signatures } = facts;
  if (signature !== undefined) {
    Object.assign(context.facts, { signature, inputs, outputs });
  }
  if (signatures) {
    context.facts.signatures = signatures;
  }
  if (status === 'unsupported') {
    context.unsupported();
  }
  if (error) {
    throw new FormatError(error.code, `${entry.name}: ${error.message}`, {
      offset: entry.dataOffset + (error.offset ?? 0),
    });
  }
}
