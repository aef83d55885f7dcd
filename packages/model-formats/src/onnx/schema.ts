import {
  defineMessage,
  DOUBLE,
  FLOAT,
  INT,
  MESSAGE,
  MessageShape,
  oneOf,
  repeated,
  single,
  TEXT,
} from '../protobuf/MessageShape';

/**
 * onnx-ml.proto, IR version 14 (ONNX 1.23 in development): every message with
 * every field. Enumerations name the fields that this reader takes.
 */
export const NEWEST_IR = 14;

export enum Model {
  irVersion = 1,
  producerName = 2,
  producerVersion = 3,
  graph = 7,
  opsetImport = 8,
  metadataProps = 14,
  trainingInfo = 20,
  functions = 25,
  configuration = 26,
}

export enum Graph {
  node = 1,
  name = 2,
  initializer = 5,
  input = 11,
  output = 12,
  valueInfo = 13,
  quantizationAnnotation = 14,
  sparseInitializer = 15,
  metadataProps = 16,
}

export enum Node {
  input = 1,
  output = 2,
  name = 3,
  opType = 4,
  attribute = 5,
  docString = 6,
  domain = 7,
  overload = 8,
  metadataProps = 9,
  deviceConfigurations = 10,
}

export enum Attribute {
  name = 1,
  f = 2,
  i = 3,
  s = 4,
  t = 5,
  g = 6,
  floats = 7,
  ints = 8,
  strings = 9,
  tensors = 10,
  graphs = 11,
  tp = 14,
  typeProtos = 15,
  type = 20,
  refAttrName = 21,
  sparseTensor = 22,
  sparseTensors = 23,
}

export enum Tensor {
  dims = 1,
  dataType = 2,
  segment = 3,
  floatData = 4,
  int32Data = 5,
  stringData = 6,
  int64Data = 7,
  name = 8,
  rawData = 9,
  doubleData = 10,
  uint64Data = 11,
  externalData = 13,
  dataLocation = 14,
  metadataProps = 16,
}

export enum Sparse {
  values = 1,
  indices = 2,
  dims = 3,
}

export enum Entry {
  key = 1,
  value = 2,
}

export enum Opset {
  domain = 1,
  version = 2,
}

export enum Value {
  name = 1,
  type = 2,
  metadataProps = 4,
}

export enum Type {
  tensor = 1,
  sequence = 4,
  map = 5,
  opaque = 7,
  sparse = 8,
  optional = 9,
}

export enum TensorType {
  elemType = 1,
  shape = 2,
}

export enum Dim {
  value = 1,
  param = 2,
}

export enum Annotation {
  tensorName = 1,
  parameters = 2,
}

export enum Training {
  initialization = 1,
  algorithm = 2,
  initializationBinding = 3,
  updateBinding = 4,
}

export enum Func {
  name = 1,
  input = 4,
  output = 5,
  attribute = 6,
  node = 7,
  opsetImport = 9,
  domain = 10,
  attributeProto = 11,
  valueInfo = 12,
  overload = 13,
  metadataProps = 14,
}

export const ENTRY = defineMessage('StringStringEntryProto', [
  single(Entry.key, TEXT),
  single(Entry.value, TEXT),
]);

export const OPSET = defineMessage('OperatorSetIdProto', [
  single(Opset.domain, TEXT),
  single(Opset.version, INT),
]);

const SEGMENT = defineMessage('TensorProto.Segment', [
  single(1, INT), // begin
  single(2, INT), // end
]);

export const TENSOR = defineMessage('TensorProto', [
  repeated(Tensor.dims, INT),
  single(Tensor.dataType, INT),
  single(Tensor.segment, MESSAGE, () => SEGMENT),
  repeated(Tensor.floatData, FLOAT),
  repeated(Tensor.int32Data, INT),
  repeated(Tensor.stringData, TEXT),
  repeated(Tensor.int64Data, INT),
  single(Tensor.name, TEXT),
  single(Tensor.rawData, TEXT),
  repeated(Tensor.doubleData, DOUBLE),
  repeated(Tensor.uint64Data, INT),
  single(12, TEXT), // doc_string
  repeated(Tensor.externalData, MESSAGE, () => ENTRY),
  single(Tensor.dataLocation, INT),
  repeated(Tensor.metadataProps, MESSAGE, () => ENTRY),
]);

export const SPARSE = defineMessage('SparseTensorProto', [
  single(Sparse.values, MESSAGE, () => TENSOR),
  single(Sparse.indices, MESSAGE, () => TENSOR),
  repeated(Sparse.dims, INT),
]);

export const DIM = defineMessage('TensorShapeProto.Dimension', [
  ...oneOf(single(Dim.value, INT), single(Dim.param, TEXT)),
  single(3, TEXT), // denotation
]);

export const SHAPE = defineMessage('TensorShapeProto', [
  repeated(1, MESSAGE, () => DIM),
]);

export const TENSOR_TYPE = defineMessage('TypeProto.Tensor', [
  single(TensorType.elemType, INT),
  single(TensorType.shape, MESSAGE, () => SHAPE),
]);

/** TypeProto.Sequence and TypeProto.Optional: one element type. */
const CONTAINER_TYPE = defineMessage('TypeProto.Sequence', [
  single(1, MESSAGE, typeMessage),
]);

const MAP_TYPE = defineMessage('TypeProto.Map', [
  single(1, INT), // key_type
  single(2, MESSAGE, typeMessage), // value_type
]);

const OPAQUE_TYPE = defineMessage('TypeProto.Opaque', [
  single(1, TEXT), // domain
  single(2, TEXT), // name
]);

export const TYPE: MessageShape = defineMessage('TypeProto', [
  ...oneOf(
    single(Type.tensor, MESSAGE, () => TENSOR_TYPE),
    single(Type.sequence, MESSAGE, () => CONTAINER_TYPE),
    single(Type.map, MESSAGE, () => MAP_TYPE),
    single(Type.opaque, MESSAGE, () => OPAQUE_TYPE),
    single(Type.sparse, MESSAGE, () => TENSOR_TYPE),
    single(Type.optional, MESSAGE, () => CONTAINER_TYPE),
  ),
  single(6, TEXT), // denotation
]);

export const VALUE = defineMessage('ValueInfoProto', [
  single(Value.name, TEXT),
  single(Value.type, MESSAGE, () => TYPE),
  single(3, TEXT), // doc_string
  repeated(Value.metadataProps, MESSAGE, () => ENTRY),
]);

const DEVICE_GROUP = defineMessage('IntIntListEntryProto', [
  single(1, INT), // key
  repeated(2, INT), // value
]);

const SIMPLE_SHARDED_DIM = defineMessage('SimpleShardedDimProto', [
  ...oneOf(single(1, INT), single(2, TEXT)), // dim_value, dim_param
  single(3, INT), // num_shards
]);

const SHARDED_DIM = defineMessage('ShardedDimProto', [
  single(1, INT), // axis
  repeated(2, MESSAGE, () => SIMPLE_SHARDED_DIM), // simple_sharding
]);

const SHARDING_SPEC = defineMessage('ShardingSpecProto', [
  single(1, TEXT), // tensor_name
  repeated(2, INT), // device
  repeated(3, MESSAGE, () => DEVICE_GROUP), // index_to_device_group_map
  repeated(4, MESSAGE, () => SHARDED_DIM), // sharded_dim
]);

const NODE_DEVICES = defineMessage('NodeDeviceConfigurationProto', [
  single(1, TEXT), // configuration_id
  repeated(2, MESSAGE, () => SHARDING_SPEC), // sharding_spec
  single(3, INT), // pipeline_stage
]);

const DEVICES = defineMessage('DeviceConfigurationProto', [
  single(1, TEXT), // name
  single(2, INT), // num_devices
  repeated(3, TEXT), // device
]);

export const ATTRIBUTE = defineMessage('AttributeProto', [
  single(Attribute.name, TEXT),
  single(Attribute.f, FLOAT),
  single(Attribute.i, INT),
  single(Attribute.s, TEXT),
  single(Attribute.t, MESSAGE, () => TENSOR),
  single(Attribute.g, MESSAGE, graphMessage),
  repeated(Attribute.floats, FLOAT),
  repeated(Attribute.ints, INT),
  repeated(Attribute.strings, TEXT),
  repeated(Attribute.tensors, MESSAGE, () => TENSOR),
  repeated(Attribute.graphs, MESSAGE, graphMessage),
  single(13, TEXT), // doc_string
  single(Attribute.tp, MESSAGE, () => TYPE),
  repeated(Attribute.typeProtos, MESSAGE, () => TYPE),
  single(Attribute.type, INT),
  single(Attribute.refAttrName, TEXT),
  single(Attribute.sparseTensor, MESSAGE, () => SPARSE),
  repeated(Attribute.sparseTensors, MESSAGE, () => SPARSE),
]);

export const NODE = defineMessage('NodeProto', [
  repeated(Node.input, TEXT),
  repeated(Node.output, TEXT),
  single(Node.name, TEXT),
  single(Node.opType, TEXT),
  repeated(Node.attribute, MESSAGE, () => ATTRIBUTE),
  single(Node.docString, TEXT),
  single(Node.domain, TEXT),
  single(Node.overload, TEXT),
  repeated(Node.metadataProps, MESSAGE, () => ENTRY),
  repeated(Node.deviceConfigurations, MESSAGE, () => NODE_DEVICES),
]);

export const ANNOTATION = defineMessage('TensorAnnotation', [
  single(Annotation.tensorName, TEXT),
  repeated(Annotation.parameters, MESSAGE, () => ENTRY),
]);

export const GRAPH: MessageShape = defineMessage('GraphProto', [
  repeated(Graph.node, MESSAGE, () => NODE),
  single(Graph.name, TEXT),
  repeated(Graph.initializer, MESSAGE, () => TENSOR),
  single(10, TEXT), // doc_string
  repeated(Graph.input, MESSAGE, () => VALUE),
  repeated(Graph.output, MESSAGE, () => VALUE),
  repeated(Graph.valueInfo, MESSAGE, () => VALUE),
  repeated(Graph.quantizationAnnotation, MESSAGE, () => ANNOTATION),
  repeated(Graph.sparseInitializer, MESSAGE, () => SPARSE),
  repeated(Graph.metadataProps, MESSAGE, () => ENTRY),
]);

export const FUNCTION = defineMessage('FunctionProto', [
  single(Func.name, TEXT),
  repeated(Func.input, TEXT),
  repeated(Func.output, TEXT),
  repeated(Func.attribute, TEXT),
  repeated(Func.node, MESSAGE, () => NODE),
  single(8, TEXT), // doc_string
  repeated(Func.opsetImport, MESSAGE, () => OPSET),
  single(Func.domain, TEXT),
  repeated(Func.attributeProto, MESSAGE, () => ATTRIBUTE),
  repeated(Func.valueInfo, MESSAGE, () => VALUE),
  single(Func.overload, TEXT),
  repeated(Func.metadataProps, MESSAGE, () => ENTRY),
  // since_version and status of the first drafts, reserved since.
  single(2, INT),
  single(3, INT),
]);

export const TRAINING = defineMessage('TrainingInfoProto', [
  single(Training.initialization, MESSAGE, () => GRAPH),
  single(Training.algorithm, MESSAGE, () => GRAPH),
  repeated(Training.initializationBinding, MESSAGE, () => ENTRY),
  repeated(Training.updateBinding, MESSAGE, () => ENTRY),
]);

export const MODEL = defineMessage('ModelProto', [
  single(Model.irVersion, INT),
  single(Model.producerName, TEXT),
  single(Model.producerVersion, TEXT),
  single(4, TEXT), // domain
  single(5, INT), // model_version
  single(6, TEXT), // doc_string
  single(Model.graph, MESSAGE, () => GRAPH),
  repeated(Model.opsetImport, MESSAGE, () => OPSET),
  repeated(Model.metadataProps, MESSAGE, () => ENTRY),
  repeated(Model.trainingInfo, MESSAGE, () => TRAINING),
  repeated(Model.functions, MESSAGE, () => FUNCTION),
  repeated(Model.configuration, MESSAGE, () => DEVICES),
]);

/** Types and graphs hold each other: these stand in for what is defined later. */
function typeMessage(): MessageShape {
  return TYPE;
}

function graphMessage(): MessageShape {
  return GRAPH;
}
