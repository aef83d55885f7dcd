import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { FakeRoute } from './fakeBackend';
import { deployments } from './cluster';
import { model, modelSummary, version } from './fixtures';

/** Path of the model that the fixtures describe. */
export const MODEL_PATH = '/models/default/lora-portrait';

export const tensors: Wire['TensorPage'] = {
  items: [
    {
      name: 'conv1.weight',
      dtype: 'float32',
      shape: [64, 3, 7, 7],
      offset: 0,
      bytes: '37632',
    },
  ],
  nextCursor: null,
};

export const sizes: Wire['TensorSizes'] = {
  groups: [
    {
      prefix: 'conv1.weight',
      family: 'conv1.weight',
      kind: 'tensor',
      tensors: 1,
      bytes: '37632',
    },
  ],
  tensors: 1,
  bytes: '37632',
  unknown: 0,
};

/** Answers of a backend in which all is well. */
export function modelRoutes(
  overrides: Record<string, FakeRoute> = {},
): Record<string, FakeRoute> {
  return {
    'GET /models': () => ({ items: [modelSummary()], nextCursor: null }),
    [`GET ${MODEL_PATH}`]: () => model(),
    [`GET ${MODEL_PATH}/versions/v3`]: () => version(),
    [`GET ${MODEL_PATH}/versions/v3/artifacts/model.onnx/tensors`]: () =>
      tensors,
    [`GET ${MODEL_PATH}/versions/v3/artifacts/model.onnx/tensors/sizes`]: () =>
      sizes,
    'GET /finding-rules': () => ({ items: [] }),
    [`GET ${MODEL_PATH}/deployments`]: () => deployments,
    ...overrides,
  };
}
