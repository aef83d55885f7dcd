import type {
  MlModelsClient,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../../api/answerOf';
import { ModelAddress } from '../../model/useModel';

/** One tensor of a file. */
export type Tensor = Wire['TensorPage']['items'][number];

/** The file whose tensors are asked for. */
export interface TensorSource {
  address: ModelAddress;
  version: string;
  path: string;
}

/** Names the source, for what is kept by key. */
export function sourceKey({ address, version, path }: TensorSource): string {
  return `${address.modelRef} ${version} ${path}`;
}

/** Tensors in file order, from a number on or after a cursor. */
export function readTensors(
  client: MlModelsClient,
  source: TensorSource,
  query: { limit: number; offset?: number; cursor?: string; search?: string },
): Promise<Wire['TensorPage']> {
  return answerOf(
    client.request(
      'get',
      '/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors',
      { params: { path: pathOf(source), query } },
    ),
  );
}

/** Where the bytes of the file lie, by prefix of the names. */
export function readTensorSizes(
  client: MlModelsClient,
  source: TensorSource,
): Promise<Wire['TensorSizes']> {
  return answerOf(
    client.request(
      'get',
      '/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors/sizes',
      { params: { path: pathOf(source) } },
    ),
  );
}

function pathOf({ address, version, path }: TensorSource) {
  const { namespace, name } = address;
  return { namespace, name, version, path };
}
