import { FormatError } from '../inspection/FormatError';
import { ByteSource } from '../source/ByteSource';
import { LEN, VARINT, WireReader } from './WireReader';

/** Top-level fields looked at; enough for any order that writers use. */
const MAX_FIELDS = 20_000;
/** Fields of a first meta graph looked at. */
const MAX_INNER_FIELDS = 64;

/** CoreML's `type` oneof, mlmodel/format/Model.proto. */
const COREML_FIRST_TYPE = 200;
const COREML_LAST_TYPE = 3000;
/** MetaGraphDef has the fields 1…7, all of them messages or maps. */
const META_GRAPH_LAST_FIELD = 7;
/** TensorProto of onnx.proto; every tensor has a type, none a wider field. */
const TENSOR_LAST_FIELD = 16;
const TENSOR_LAST_TYPE = 26;

/** @see detectProtobuf */
export type ProtobufFormat = 'onnx' | 'coreml' | 'savedmodel' | 'tensor';

/** What the top-level fields say, as far as they were looked at. */
interface TopFields {
  version: boolean;
  graph: boolean;
  coreml: boolean;
  metaGraph: boolean;
  tensorType: boolean;
  tensorFields: boolean;
  /** the fields fill the file exactly */
  whole: boolean;
}

/**
 * Which of the protobuf formats these bytes are. All of them begin with the
 * byte 08, so the set of fields decides: ONNX has a graph (7), CoreML a model
 * type (200…3000), a SavedModel meta graphs (2) and no graph, a bare ONNX
 * tensor an element type (2) that is a number. A file cut inside its graph is
 * still ONNX.
 */
export function detectProtobuf(source: ByteSource): ProtobufFormat | undefined {
  const fields = topFields(source);
  if (fields.tensorType) {
    return fields.tensorFields && fields.whole ? 'tensor' : undefined;
  }
  if (!fields.version) {
    return undefined;
  }
  if (fields.coreml) {
    return 'coreml';
  }
  if (fields.graph) {
    return 'onnx';
  }
  return fields.metaGraph ? 'savedmodel' : undefined;
}

function topFields(source: ByteSource): TopFields {
  const wire = new WireReader(source);
  const found: TopFields = {
    version: false,
    graph: false,
    coreml: false,
    metaGraph: false,
    tensorType: false,
    tensorFields: true,
    whole: false,
  };
  try {
    for (let i = 0; i < MAX_FIELDS && wire.position < source.size; i++) {
      const tag = wire.tag();
      const field = tag >>> 3;
      const type = tag & 7;
      found.tensorFields &&= field <= TENSOR_LAST_FIELD;
      if (field === 1) {
        found.version ||= type === VARINT;
      } else if (field === 2 && type === VARINT) {
        const at = wire.position;
        const dataType = wire.uint();
        found.tensorType = dataType >= 1 && dataType <= TENSOR_LAST_TYPE;
        wire.position = at;
      } else if (field === 2 && type === LEN) {
        const at = wire.position;
        found.metaGraph ||= isMetaGraph(wire, source.size);
        wire.position = at;
      } else if (type === LEN) {
        found.graph ||= field === 7;
        found.coreml ||=
          !found.graph &&
          field >= COREML_FIRST_TYPE &&
          field <= COREML_LAST_TYPE;
      }
      if (found.version && (found.coreml || found.graph) && !found.tensorType) {
        return found;
      }
      wire.skipBefore(tag, source.size);
    }
    found.whole = wire.position === source.size;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
  }
  return found;
}

/** A producer's name is text; a meta graph begins with fields of its own. */
function isMetaGraph(wire: WireReader, size: number): boolean {
  try {
    const length = wire.uint();
    const contentEnd = wire.position + length;
    const end = Math.min(size, contentEnd);
    if (length === 0) {
      return false;
    }
    for (let i = 0; i < MAX_INNER_FIELDS && wire.position < end; i++) {
      const tag = wire.tag();
      if (tag >>> 3 > META_GRAPH_LAST_FIELD || (tag & 7) !== LEN) {
        return false;
      }
      const fieldLength = wire.uint();
      const fieldEnd = wire.position + fieldLength;
      if (fieldEnd > contentEnd) {
        return false;
      }
      if (fieldEnd >= end) {
        break;
      }
      wire.position = fieldEnd;
    }
    return true;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    return false;
  }
}
