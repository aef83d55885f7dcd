import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import type { ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';
import { HTTP_LIMITS } from '../limits';
import { tensorDocuments } from './tensorDocuments';

/** Which tensors are asked for; `cursor` or `offset` or, from the first on, neither. */
export interface TensorQuery {
  limit: number;
  cursor?: string;
  /** number of the first tensor */
  offset?: number;
  /** part of the name, in any case */
  search?: string;
}

/**
 * Tensors of one artifact in file order; the cursor is the number of the next one. A search looks at
 * `searchedTensors` and leaves the rest to its cursor. Throws `ARTIFACT_NOT_FOUND`, `VERSION_NOT_FOUND`,
 * `INVALID_CURSOR`, `DOCUMENT_NOT_FOUND`.
 */
export async function tensorPage(
  models: Pick<ModelStore, 'readDocument'>,
  model: ModelState,
  artifact: { version: string; path: string },
  query: TensorQuery,
): Promise<Wire['TensorPage']> {
  const { total, readFrom } = tensorDocuments(models, model, artifact);
  const start = startOf(query);
  const search = query.search?.toLocaleLowerCase('en-US');
  const end = Math.min(
    start + (search === undefined ? query.limit : HTTP_LIMITS.searchedTensors),
    total,
  );
  const items: Wire['TensorPage']['items'] = [];
  let next = start;
  for await (const { first, tensors } of readFrom(start)) {
    for (const tensor of tensors.slice(next - first, end - first)) {
      if (items.length === query.limit) {
        break;
      }
      if (
        search === undefined ||
        tensor.name.toLocaleLowerCase('en-US').includes(search)
      ) {
        items.push(tensor);
      }
      next += 1;
    }
    if (next >= end || items.length === query.limit) {
      break;
    }
  }
  return {
    items,
    nextCursor: next < total ? String(next) : null,
    ...(search === undefined && { total }),
  };
}

function startOf({ cursor, offset }: TensorQuery): number {
  if (cursor === undefined) {
    return offset ?? 0;
  }
  if (offset !== undefined || !/^[0-9]{1,15}$/.test(cursor)) {
    throw new HttpError(
      'INVALID_CURSOR',
      'The cursor is not one of ours, or an offset stands beside it',
    );
  }
  return Number(cursor);
}
