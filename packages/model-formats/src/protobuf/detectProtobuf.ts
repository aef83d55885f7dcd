import { FormatError } from '../inspection/FormatError';
import { ByteSource } from '../source/ByteSource';
import { hasOutline, isFilled, MessageOutline } from './MessageOutline';
import { LEN, VARINT, WireReader } from './WireReader';

/** Top-level fields looked at; enough for any order that writers use. */
const MAX_FIELDS = 20_000;
/** CoreML's `type` oneof, mlmodel/format/Model.proto. */
const COREML_FIRST_TYPE = 200;
const COREML_LAST_TYPE = 3000;
/** TensorProto of onnx.proto; every tensor has a type, none a wider field. */
const TENSOR_LAST_FIELD = 16;
const TENSOR_LAST_TYPE = 26;

const text = (...fields: number[]): [number, null][] =>
  fields.map(field => [field, null]);
/** NodeProto and, with its initializers not taken apart, GraphProto of onnx.proto. */
const NODE: MessageOutline = new Map(text(1, 2, 3, 4, 5, 6, 7, 8, 9));
const GRAPH: MessageOutline = new Map([
  ...text(2, 5, 10, 11, 12, 13, 14, 15, 16),
  [1, NODE],
]);
/** MetaGraphDef of TensorFlow: messages and maps. */
const META_GRAPH: MessageOutline = new Map([
  ...text(3, 4, 5, 6, 7),
  [1, new Map(text(1, 2, 3, 4, 5, 6, 8))],
  [2, new Map([...text(2, 3, 5), [1, new Map(text(1, 2, 3, 4, 5, 6, 7))]])],
]);
/** ModelDescription of CoreML: features and metadata. */
const FEATURE: MessageOutline = new Map(text(1, 2, 3));
const DESCRIPTION: MessageOutline = new Map([
  ...text(11, 12, 13, 20, 21, 22, 100),
  [1, FEATURE],
  [10, FEATURE],
  [50, FEATURE],
]);

/** @see detectProtobuf */
export type ProtobufFormat = 'onnx' | 'coreml' | 'savedmodel' | 'tensor';

/** What the top-level fields say, as far as they were looked at. */
interface TopFields {
  version: boolean;
  /** a field where ONNX has its graph, and it looks like one */
  graphField: boolean;
  graph: boolean;
  /** the same for CoreML's type, which is told by the description in front */
  typeField: boolean;
  description: boolean;
  metaGraph: boolean;
  /** messages in those fields begin as they should, or are fields to their last byte */
  filled: boolean;
  tensorType: boolean;
  tensorFields: boolean;
  /** the fields fill the file exactly */
  whole: boolean;
}

/**
 * Which of the protobuf formats these bytes are. All of them begin with the
 * byte 08, so the set of fields decides: ONNX has a graph (7), CoreML a model
 * type (200…3000), a SavedModel meta graphs (2) and no graph, a bare ONNX
 * tensor an element type (2) that is a number. Weights have such bytes by
 * chance, so that a message has to look like what it is taken for, or fields
 * have to fill the file to its last byte. A file cut inside its graph is still
 * ONNX.
 */
export function detectProtobuf(source: ByteSource): ProtobufFormat | undefined {
  const fields = topFields(source);
  if (fields.tensorType) {
    return fields.tensorFields && fields.whole ? 'tensor' : undefined;
  }
  if (!fields.version) {
    return undefined;
  }
  const filled = fields.whole && fields.filled;
  if (fields.typeField && (fields.description || filled)) {
    return 'coreml';
  }
  if (fields.graph || (fields.graphField && filled)) {
    return 'onnx';
  }
  return fields.metaGraph ? 'savedmodel' : undefined;
}

function topFields(source: ByteSource): TopFields {
  const wire = new WireReader(source);
  const found: TopFields = {
    version: false,
    graphField: false,
    graph: false,
    typeField: false,
    description: false,
    metaGraph: false,
    filled: true,
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
        found.metaGraph ||= ahead(wire, () =>
          hasOutline(wire, META_GRAPH, Infinity),
        );
        found.description ||= ahead(wire, () =>
          hasOutline(wire, DESCRIPTION, Infinity),
        );
      } else if (type === LEN && field === 7) {
        found.graphField = true;
        found.graph ||= ahead(wire, () => hasOutline(wire, GRAPH, Infinity));
        found.filled &&=
          ahead(wire, () => hasOutline(wire, GRAPH, Infinity, 1)) ||
          ahead(wire, () => isFilled(wire));
      } else if (
        type === LEN &&
        !found.graphField &&
        field >= COREML_FIRST_TYPE &&
        field <= COREML_LAST_TYPE
      ) {
        found.typeField = true;
        found.filled &&= ahead(wire, () => isFilled(wire));
      }
      if (
        found.version &&
        !found.tensorType &&
        (found.graph || (found.typeField && found.description))
      ) {
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

/** Looks at what comes without going there. */
function ahead(wire: WireReader, look: () => boolean): boolean {
  const at = wire.position;
  const seen = look();
  wire.position = at;
  return seen;
}
