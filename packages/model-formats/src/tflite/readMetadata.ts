import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { hasControlCharacter } from '../source/hasControlCharacter';
import { tryDecodeUtf8 } from '../source/utf8';
import { BufferTable } from './BufferTable';
import { readModelMetadata } from './readModelMetadata';
import { METADATA, MODEL } from './schema';

/** Metadata buffers up to this size are shown as text when they are text. */
const TEXT_BYTES = 4096;
const MODEL_METADATA_NAME = 'TFLITE_METADATA';

/** Model.metadata; answers the names of the associated files that it records. */
export function readMetadata(
  source: ByteSource,
  flat: FlatbufferReader,
  model: FlatTable,
  buffers: BufferTable,
  context: InspectionContext,
): string[] {
  for (const index of flat.i32s(model, MODEL.metadataBuffer) ?? []) {
    buffers.at(index >>> 0, model.position);
  }
  const associated: string[] = [];
  const vector = flat.tableVector(model, MODEL.metadata);
  for (let i = 0; vector && i < vector.length; i++) {
    const entry = flat.tableAt(vector, i);
    const name = flat.string(entry, METADATA.name) ?? '';
    const { position, bytes } = buffers.at(
      flat.u32(entry, METADATA.buffer),
      entry.position,
    );
    if (name === MODEL_METADATA_NAME && position !== null) {
      associated.push(...readModelMetadata(source, position, bytes, context));
      continue;
    }
    const text =
      position !== null && bytes <= TEXT_BYTES
        ? printable(flat.bytes.read(position, bytes))
        : undefined;
    context.addMetadata(name, text ?? `${bytes} bytes`);
  }
  return associated;
}

/** Text of a NUL-padded buffer, when it is nothing else. */
function printable(bytes: Uint8Array): string | undefined {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) {
    end -= 1;
  }
  const text = tryDecodeUtf8(bytes.subarray(0, end));
  return text !== undefined && !hasControlCharacter(text, '\t\n\r')
    ? text
    : undefined;
}
