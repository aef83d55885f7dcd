import {
  defineMessage,
  INT,
  MESSAGE,
  repeated,
  single,
  TEXT,
} from '../protobuf/MessageShape';

/**
 * The part of CoreML's messages that is read (mlmodel/format: Model.proto,
 * NeuralNetwork.proto, FeatureTypes.proto). Fields that are not named here are
 * stepped over.
 */
export const PIPELINES = [200, 201]; // PipelineClassifier, PipelineRegressor
export const PIPELINE = 202;
export const NETWORKS = [303, 403, 500]; // regressor, classifier, network
export const CUSTOM_MODEL = 555;
export const LINKED_MODEL = 556;

export const COREML_MODEL = defineMessage('Model', [
  single(1, INT), // specificationVersion
  repeated(2, MESSAGE), // description
  ...[...PIPELINES, PIPELINE, ...NETWORKS, CUSTOM_MODEL, LINKED_MODEL].map(
    type => repeated(type, MESSAGE),
  ),
]);

export const DESCRIPTION = defineMessage('ModelDescription', [
  repeated(1, MESSAGE), // input
  repeated(10, MESSAGE), // output
  repeated(100, MESSAGE), // metadata
]);

export const METADATA = defineMessage('Metadata', [
  single(1, TEXT), // shortDescription
  single(2, TEXT), // versionString
  single(3, TEXT), // author
  single(4, TEXT), // license
  repeated(100, MESSAGE), // userDefined
]);

/** map<string, string> */
export const USER_DEFINED = defineMessage('Metadata.UserDefinedEntry', [
  single(1, TEXT),
  single(2, TEXT),
]);

export const FEATURE = defineMessage('FeatureDescription', [
  single(1, TEXT), // name
  repeated(3, MESSAGE), // type
]);

/** By field of FeatureType's oneof. */
export const FEATURE_TYPES: Record<number, string | undefined> = {
  1: 'int64',
  2: 'double',
  3: 'string',
  4: 'image',
  5: 'multiArray',
  6: 'dictionary',
  7: 'sequence',
  8: 'state',
};

export const FEATURE_TYPE = defineMessage(
  'FeatureType',
  Object.keys(FEATURE_TYPES).map(field => repeated(Number(field), MESSAGE)),
);

/** PipelineClassifier and PipelineRegressor */
export const WRAPPED_PIPELINE = defineMessage('PipelineClassifier', [
  repeated(1, MESSAGE), // pipeline
]);

export const PIPELINE_MODELS = defineMessage('Pipeline', [
  repeated(1, MESSAGE), // models
]);

export const NETWORK = defineMessage('NeuralNetwork', [
  repeated(1, MESSAGE), // layers
]);

export const CUSTOM_LAYER = 500;
export const BRANCH_LAYER = 605;
export const LOOP_LAYER = 615;

export const LAYER = defineMessage('NeuralNetworkLayer', [
  single(1, TEXT), // name
  repeated(CUSTOM_LAYER, MESSAGE),
  repeated(BRANCH_LAYER, MESSAGE),
  repeated(LOOP_LAYER, MESSAGE),
]);

/** CustomLayerParams, CustomModel */
export const CUSTOM = defineMessage('CustomLayerParams', [
  single(10, TEXT), // className
]);

export const BRANCH = defineMessage('BranchLayerParams', [
  repeated(1, MESSAGE), // ifBranch
  repeated(2, MESSAGE), // elseBranch
]);

export const LOOP = defineMessage('LoopLayerParams', [
  repeated(3, MESSAGE), // conditionNetwork
  repeated(4, MESSAGE), // bodyNetwork
]);
