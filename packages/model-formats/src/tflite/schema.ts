/** Field numbers of the tables that are read (TFLITE_SCHEMA). */
export const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatureDefs: 7,
  externalBufferGroups: 8,
  externalBuffers: 9,
} as const;

export const OPERATOR_CODE = {
  deprecatedBuiltinCode: 0,
  customCode: 1,
  version: 2,
  builtinCode: 3,
} as const;

export const SUBGRAPH = {
  tensors: 0,
  inputs: 1,
  outputs: 2,
  operators: 3,
  name: 4,
} as const;

export const TENSOR = {
  shape: 0,
  type: 1,
  buffer: 2,
  name: 3,
  quantization: 4,
  isVariable: 5,
  sparsity: 6,
  shapeSignature: 7,
  hasRank: 8,
  variantTensors: 9,
  externalBuffer: 10,
} as const;

export const QUANTIZATION = {
  min: 0,
  max: 1,
  scale: 2,
  zeroPoint: 3,
  detailsType: 4,
  details: 5,
  quantizedDimension: 6,
} as const;

/** BlockwiseQuantization, and MultiAxisQuantization that begins alike. */
export const BLOCKS = { scales: 0, zeroPoints: 1, blockSize: 2 } as const;

export const SPARSITY = {
  traversalOrder: 0,
  blockMap: 1,
  dimMetadata: 2,
} as const;

export const DIMENSION = {
  format: 0,
  denseSize: 1,
  arraySegmentsType: 2,
  arraySegments: 3,
  arrayIndicesType: 4,
  arrayIndices: 5,
} as const;

/** Int32Vector, Uint16Vector and Uint8Vector. */
export const INDEX_VECTOR = { values: 0 } as const;

export const OPERATOR = {
  opcodeIndex: 0,
  inputs: 1,
  outputs: 2,
  builtinOptionsType: 3,
  builtinOptions: 4,
  customOptions: 5,
  mutatingVariableInputs: 7,
  intermediates: 8,
  largeCustomOptionsOffset: 9,
  largeCustomOptionsSize: 10,
  builtinOptions2Type: 11,
  builtinOptions2: 12,
} as const;

export const BUFFER = { data: 0, offset: 1, size: 2 } as const;

export const EXTERNAL_BUFFER_GROUP = { name: 0 } as const;

export const EXTERNAL_BUFFER = {
  id: 0,
  group: 1,
  offset: 2,
  length: 3,
  packing: 4,
} as const;

export const METADATA = { name: 0, buffer: 1 } as const;

export const SIGNATURE = {
  inputs: 0,
  outputs: 1,
  signatureKey: 2,
  subgraphIndex: 4,
} as const;

export const TENSOR_MAP = { name: 0, tensorIndex: 1 } as const;
