import { FormatError } from '../FormatError';
import { ByteSource } from '../source/ByteSource';
import { LEN, VARINT, WireReader } from './WireReader';

/** Top-level fields looked at; enough for any order that writers use. */
const MAX_FIELDS = 20_000;

/** CoreML's `type` oneof, mlmodel/format/Model.proto. */
const COREML_FIRST_TYPE = 200;
const COREML_LAST_TYPE = 3000;
/** Above any field of ModelProto (26 at IR 14), with room for later ones. */
const ONNX_LAST_FIELD = 60;

/**
 * Which of the protobuf formats these bytes are. All of them begin with the
 * byte 08, so the set of fields decides: ONNX has a graph (7), CoreML a model
 * type (200…3000), a SavedModel only meta graphs (2). A file cut inside its
 * graph is still ONNX.
 */
export function detectProtobuf(
  source: ByteSource,
): 'onnx' | 'coreml' | 'savedmodel' | undefined {
  const wire = new WireReader(source);
  let version = false;
  let graph = false;
  let message2: 'none' | 'message' | 'text' = 'none';
  let only1And2 = true;
  let onnxFields = true;
  try {
    for (let i = 0; i < MAX_FIELDS && wire.position < source.size; i++) {
      const tag = wire.tag();
      const field = Math.floor(tag / 8);
      const type = tag % 8;
      if (field === 1 && type === VARINT) {
        version = true;
      } else if (field === 1) {
        return undefined;
      } else if (field === 2) {
        if (type !== LEN) {
          return undefined;
        }
        if (message2 === 'none') {
          message2 = startsLikeMessage(source, wire.position)
            ? 'message'
            : 'text';
        }
      } else if (field === 7 && type === LEN) {
        graph = true;
      } else if (
        version &&
        type === LEN &&
        field >= COREML_FIRST_TYPE &&
        field <= COREML_LAST_TYPE
      ) {
        return 'coreml';
      }
      if (field > ONNX_LAST_FIELD) {
        onnxFields = false;
      }
      if (field !== 1 && field !== 2) {
        only1And2 = false;
      }
      if (version && graph && onnxFields) {
        return 'onnx';
      }
      wire.skip(tag, source.size);
    }
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    if (!(version && message2 === 'message' && only1And2)) {
      return undefined;
    }
  }
  return version && message2 === 'message' && only1And2
    ? 'savedmodel'
    : undefined;
}

/** MetaGraphDef begins with meta_info_def (1, LEN); a producer name does not. */
function startsLikeMessage(source: ByteSource, at: number): boolean {
  let position = at;
  while (position < source.size && source.read(position, 1)[0] >= 0x80) {
    position += 1;
  }
  return position + 1 < source.size && source.read(position + 1, 1)[0] === 0x0a;
}
