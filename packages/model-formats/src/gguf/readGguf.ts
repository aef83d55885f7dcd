import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { reportTrailingArchive } from '../zip/reportTrailingArchive';
import { checkLayout, align } from './checkLayout';
import { ggufAdapter, isAdapterKey } from './ggufAdapter';
import { GgufCursor } from './GgufCursor';
import { GgufParts } from './GgufParts';
import {
  KeyValue,
  KeyValueReader,
  LEAST_KEY_VALUE_BYTES,
} from './KeyValueReader';
import { LEAST_TENSOR_INFO_BYTES, readTensorInfos } from './readTensorInfos';
import { reportSplit } from './reportSplit';
import { VALUE_TYPE } from './valueTypes';

const MAGIC_BYTES = 4;
const OLDEST_VERSION = 2;
const NEWEST_VERSION = 3;
const DEFAULT_ALIGNMENT = 32;

/**
 * A GGUF file (ggml docs/gguf.md, File Structure, and the checks of
 * src/gguf.cpp): versions 2 and 3, either byte order. Tensor data is stepped
 * over; the dimensions of `shape` stand as in the file, fastest first.
 */
export function readGguf(source: ByteSource, context: InspectionContext): void {
  const cursor = new GgufCursor(source, MAGIC_BYTES);
  context.tensors.start();
  readVersion(cursor, context);
  const tensorCount = readCount(cursor, LEAST_TENSOR_INFO_BYTES, 'tensors');
  context.assertLimit('tensors', tensorCount, cursor.position - 8);
  const keyCount = readCount(cursor, LEAST_KEY_VALUE_BYTES, 'keys');
  context.assertLimit('ggufKeys', keyCount, cursor.position - 8);

  const { alignment, wanted } = readKeyValues(
    source,
    cursor,
    context,
    keyCount,
  );
  const tensors = readTensorInfos(cursor, context, tensorCount);
  const dataStart = align(cursor.position, alignment);
  for (const { name, type, shape, elements, bytes, offset } of tensors) {
    context.tensors.add(
      {
        name,
        dtype: type.dtype,
        shape,
        offset: dataStart + offset,
        bytes: String(bytes),
      },
      elements,
    );
  }
  reportSplit(wanted, context);
  const adapter = ggufAdapter(wanted, tensors, context);
  if (adapter) {
    context.facts.adapter = adapter;
  }
  checkLayout(source, context, tensors, cursor.position, alignment);
  reportTrailingArchive(source, context);
}

/**
 * The byte order is not marked: a version whose low half is zero was written
 * in the other one (gguf.cpp, gguf_init_from_file_impl).
 */
function readVersion(cursor: GgufCursor, context: InspectionContext): void {
  let version = cursor.u32();
  if (version !== 0 && (version & 0xffff) === 0) {
    cursor.littleEndian = false;
    cursor.position = MAGIC_BYTES;
    version = cursor.u32();
  }
  context.facts.formatVersion = String(version);
  if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
    throw new FormatError(
      'UNSUPPORTED_VERSION',
      version === 1
        ? 'GGUF version 1 is no longer read by any loader; convert the model again'
        : `GGUF version ${version} is not known`,
      { offset: MAGIC_BYTES },
    );
  }
  if (!cursor.littleEndian) {
    context.report(
      'gguf/big-endian',
      'the file is written for big-endian machines',
      { offset: MAGIC_BYTES },
    );
  }
}

/** A number of entries of at least `leastBytes` each, which must fit into the file. */
function readCount(
  cursor: GgufCursor,
  leastBytes: number,
  what: string,
): number {
  const at = cursor.position;
  const count = cursor.count();
  if (count * leastBytes > cursor.remaining) {
    throw new FormatError(
      'TRUNCATED',
      `the header promises ${count} ${what}, the file has ${cursor.remaining} bytes left`,
      { offset: at },
    );
  }
  return count;
}

function readKeyValues(
  source: ByteSource,
  cursor: GgufCursor,
  context: InspectionContext,
  count: number,
): { alignment: number; wanted: Map<string, string> } {
  const pairs = new KeyValueReader(cursor, context);
  const parts = new GgufParts(source, context);
  // Apart from the metadata of the answer, which may be cut.
  const wanted = new Map<string, string>();
  let alignment = DEFAULT_ALIGNMENT;
  for (let i = 0; i < count; i++) {
    const pair = pairs.next();
    context.addMetadata(pair.key, pair.text);
    parts.add(pair);
    if (pair.key === 'general.alignment') {
      alignment = readAlignment(pair, context);
    } else if (isAdapterKey(pair.key) || pair.key.startsWith('split.')) {
      wanted.set(pair.key, pair.text);
    }
  }
  parts.finish();
  return { alignment, wanted };
}

function readAlignment(pair: KeyValue, context: InspectionContext): number {
  const alignment = Number(pair.text);
  if (
    pair.type !== VALUE_TYPE.UINT32 ||
    alignment === 0 ||
    !Number.isInteger(Math.log2(alignment))
  ) {
    throw new FormatError(
      'MALFORMED',
      `general.alignment is ${pair.text}, not a power of two as UINT32`,
      { offset: pair.valueStart },
    );
  }
  context.assertLimit('ggufAlignment', alignment, pair.valueStart);
  return alignment;
}
