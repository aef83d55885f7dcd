import { TFLITE_SCHEMA } from '../tflite/TFLITE_SCHEMA';
import { buildFlat, FlatObject } from './buildFlat';

/** A TFLite file of these fields of Model. */
export const tfliteBytes = (model: FlatObject): Uint8Array =>
  buildFlat(TFLITE_SCHEMA, 'Model', model, 'TFL3');

/** `y = x + w`, sound: what the cases change one thing of. */
export const TFLITE_TENSORS = [
  { name: 'x', shape: [1, 3], has_rank: true },
  { name: 'w', shape: [3], buffer: 1, has_rank: true },
  { name: 'y', shape: [1, 3], has_rank: true },
] as const;
export const TFLITE_GRAPH = {
  tensors: TFLITE_TENSORS,
  inputs: [0],
  outputs: [2],
  operators: [{ opcode_index: 0, inputs: [0, 1], outputs: [2] }],
} as const;
export const TFLITE_MODEL = {
  version: 3,
  operator_codes: [{ builtin_code: 0 }],
  subgraphs: [TFLITE_GRAPH],
  buffers: [{}, { data: new Uint8Array(12) }],
} as const;

/** The sound model with `change` in its only subgraph. */
export const withGraph = (change: FlatObject): FlatObject => ({
  ...TFLITE_MODEL,
  subgraphs: [{ ...TFLITE_GRAPH, ...change }],
});

/** The sound model with `change` in the constant. */
export const withWeights = (
  change: FlatObject,
  model: FlatObject = {},
): FlatObject => ({
  ...withGraph({
    tensors: [
      TFLITE_TENSORS[0],
      { ...TFLITE_TENSORS[1], ...change },
      TFLITE_TENSORS[2],
    ],
  }),
  ...model,
});

/** The sound model with `change` in its only operator. */
export const withOperator = (
  change: FlatObject,
  model: FlatObject = {},
): FlatObject => ({
  ...withGraph({ operators: [{ ...TFLITE_GRAPH.operators[0], ...change }] }),
  ...model,
});
