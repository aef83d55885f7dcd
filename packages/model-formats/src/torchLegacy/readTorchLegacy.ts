import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, subSource } from '../source/ByteSource';
import { scanContent } from '../content/scanContent';
import { PagedBytes } from '../source/PagedBytes';
import { PickleDict, PickleSequence, PickleValue } from '../pickle/PickleValue';
import { scanPickle } from '../pickleStreams/scanPickle';
import {
  StorageExtent,
  StorageReference,
  TensorLister,
} from '../torch/TensorLister';

const PROTOCOL = 1001;
const COUNT_BYTES = 8;
const EXPECTATION = { torch: true, torchscript: false };

/**
 * Magic, protocol, system, object and storage keys as five pickle streams,
 * then the raw storages. Throws `UNSUPPORTED_VERSION` for another protocol or
 * byte order, `MALFORMED` and `TRUNCATED` for storages that do not fit.
 */
export function readTorchLegacy(
  source: ByteSource,
  context: InspectionContext,
): void {
  context.tensors.start();
  const cursor = new ByteCursor(source);
  const next = () => scanPickle(cursor, source, EXPECTATION, context);
  next();
  const offset = cursor.position;
  const protocol = next();
  if (protocol !== PROTOCOL) {
    throw new FormatError(
      'UNSUPPORTED_VERSION',
      `the protocol is not ${PROTOCOL}`,
      { offset },
    );
  }
  context.facts.formatVersion = String(PROTOCOL);
  if (attribute(next(), 'little_endian') !== true) {
    throw new FormatError(
      'UNSUPPORTED_VERSION',
      'the storages are not little-endian',
    );
  }
  const model = next();
  const keys = next();
  const storages = storageSizes(model);
  const extents = readStorages(
    source,
    cursor.position,
    keys,
    storages,
    context,
  );
  new TensorLister(context, ({ key }) => extents.get(key)).list(model);
}

/** Element sizes by storage key, as the tensors state them. */
function storageSizes(model: PickleValue): Map<string, StorageReference> {
  const found = new Map<string, StorageReference>();
  const silent = new InspectionContext({ format: 'pytorch-legacy' });
  new TensorLister(silent, reference => {
    found.set(reference.key, reference);
    return undefined;
  }).list(model);
  return found;
}

/** Each is its number of elements (int64) and its bytes, in the order of keys. */
function readStorages(
  source: ByteSource,
  start: number,
  keys: PickleValue,
  references: Map<string, StorageReference>,
  context: InspectionContext,
): Map<string, StorageExtent> {
  const bytes = new PagedBytes(source);
  const extents = new Map<string, StorageExtent>();
  // Loaders can be led to any part of a file, whatever it is meant to be.
  const scan = (offset: number, length: number) =>
    scanContent(subSource(source, offset, length), { offset }, context);
  let at = start;
  for (const key of keys instanceof PickleSequence ? keys.items : []) {
    const reference = typeof key === 'string' ? references.get(key) : undefined;
    if (!reference) {
      throw new FormatError('MALFORMED', 'a storage belongs to no tensor', {
        offset: at,
      });
    }
    const size = bytes.u64(at) * reference.type.bytes;
    at += COUNT_BYTES;
    if (at + size > bytes.size) {
      throw new FormatError('TRUNCATED', 'a storage runs past the end', {
        offset: at,
      });
    }
    extents.set(reference.key, { offset: at, bytes: size });
    scan(at, size);
    at += size;
  }
  if (at < bytes.size) {
    context.report(
      'pickle/trailing-bytes',
      `${bytes.size - at} bytes follow the last storage`,
      { offset: at },
    );
    scan(at, bytes.size - at);
  }
  return extents;
}

function attribute(value: PickleValue, name: string): PickleValue | undefined {
  return value instanceof PickleDict
    ? value.entries.find(([key]) => key === name)?.[1]
    : undefined;
}
