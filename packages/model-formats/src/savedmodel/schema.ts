import {
  defineMessage,
  INT,
  MESSAGE,
  repeated,
  single,
  TEXT,
} from '../protobuf/MessageShape';

/**
 * The part of TensorFlow's messages that is read: saved_model.proto,
 * meta_graph.proto, graph.proto, node_def.proto, attr_value.proto,
 * function.proto, op_def.proto, saved_object_graph.proto. Fields that are not
 * named here are stepped over.
 */
export const SAVED_MODEL = defineMessage('SavedModel', [
  single(1, INT), // saved_model_schema_version
  repeated(2, MESSAGE), // meta_graphs
]);

export const META_GRAPH = defineMessage('MetaGraphDef', [
  repeated(1, MESSAGE), // meta_info_def
  repeated(2, MESSAGE), // graph_def
  repeated(7, MESSAGE), // object_graph_def
]);

export const META_INFO = defineMessage('MetaInfoDef', [
  repeated(4, TEXT), // tags
  repeated(5, TEXT), // tensorflow_version
]);

export const GRAPH_DEF = defineMessage('GraphDef', [
  repeated(1, MESSAGE), // node
  repeated(2, MESSAGE), // library
]);

export const LIBRARY = defineMessage('FunctionDefLibrary', [
  repeated(1, MESSAGE), // function
]);

export const FUNCTION_DEF = defineMessage('FunctionDef', [
  repeated(1, MESSAGE), // signature
  repeated(3, MESSAGE), // node_def
]);

export const OP_DEF = defineMessage('OpDef', [
  repeated(1, TEXT), // name
]);

export const NODE_DEF = defineMessage('NodeDef', [
  repeated(1, TEXT), // name
  repeated(2, TEXT), // op
  repeated(5, MESSAGE), // attr
]);

/** map<string, AttrValue> */
export const ATTR_ENTRY = defineMessage('NodeDef.AttrEntry', [
  repeated(1, TEXT), // key
  repeated(2, MESSAGE), // value
]);

export const ATTR_VALUE = defineMessage('AttrValue', [
  repeated(2, TEXT), // s
]);

export const OBJECT_GRAPH = defineMessage('SavedObjectGraph', [
  repeated(1, MESSAGE), // nodes
]);

export const SAVED_OBJECT = defineMessage('SavedObject', [
  repeated(4, MESSAGE), // user_object
]);

export const USER_OBJECT = defineMessage('SavedUserObject', [
  repeated(1, TEXT), // identifier
  repeated(3, TEXT), // metadata
]);
