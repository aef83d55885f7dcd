import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import { getVersion } from '../../domain/versions';
import { TENSORS_PER_PAGE } from '../../ingest/limits';
import type { ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';
import { readJson } from './readJson';

export type Tensor = Wire['TensorPage']['items'][number];

/** The recorded tensors of one artifact: a list of `total`, kept in documents of `TENSORS_PER_PAGE`. */
export interface TensorDocuments {
  total: number;
  /**
   * One document after another, each with the number of its first tensor, from the one that holds tensor
   * `start` on. Lets other requests go first between two. Throws `DOCUMENT_NOT_FOUND`.
   */
  readFrom(
    start: number,
  ): AsyncGenerator<{ first: number; tensors: Tensor[] }, void>;
}

/** Throws `ARTIFACT_NOT_FOUND`, `VERSION_NOT_FOUND`. */
export function tensorDocuments(
  models: Pick<ModelStore, 'readDocument'>,
  model: ModelState,
  artifact: { version: string; path: string },
): TensorDocuments {
  const recorded = getVersion(model, artifact.version).artifacts.find(
    ({ path }) => path === artifact.path,
  );
  if (!recorded) {
    throw new HttpError(
      'ARTIFACT_NOT_FOUND',
      'The version has no artifact of this path',
    );
  }
  const total = recorded.tensor_count ?? 0;
  const pages = recorded.tensor_pages ?? [];
  return {
    total,
    async *readFrom(start) {
      const firstPage = Math.floor(start / TENSORS_PER_PAGE);
      for (let page = firstPage; page * TENSORS_PER_PAGE < total; page++) {
        const document = pages[page];
        const tensors =
          document && (await readJson<Tensor[]>(models, document.digest));
        if (!tensors) {
          throw new HttpError(
            'DOCUMENT_NOT_FOUND',
            'A page of this tensor list is not there, or was erased',
          );
        }
        yield { first: page * TENSORS_PER_PAGE, tensors };
        await new Promise(resolve => setImmediate(resolve));
      }
    },
  };
}
