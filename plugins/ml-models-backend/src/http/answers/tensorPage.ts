import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import { getVersion } from '../../domain/versions';
import { TENSORS_PER_PAGE } from '../../ingest/limits';
import type { ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';
import { readJson } from './readJson';

/**
 * Tensors of one artifact in file order; the cursor is the number of the next one. Throws `ARTIFACT_NOT_FOUND`,
 * `VERSION_NOT_FOUND`, `INVALID_CURSOR`, `DOCUMENT_NOT_FOUND`.
 */
export async function tensorPage(
  models: Pick<ModelStore, 'readDocument'>,
  model: ModelState,
  artifact: { version: string; path: string },
  page: { limit: number; cursor?: string },
): Promise<Wire['TensorPage']> {
  const recorded = getVersion(model, artifact.version).artifacts.find(
    ({ path }) => path === artifact.path,
  );
  if (!recorded) {
    throw new HttpError(
      'ARTIFACT_NOT_FOUND',
      'The version has no artifact of this path',
    );
  }
  const pages = recorded.tensor_pages ?? [];
  const total = recorded.tensor_count ?? 0;
  const start = parseCursor(page.cursor);
  const end = Math.min(start + page.limit, total);
  const items: Wire['TensorPage']['items'] = [];
  for (let at = start; at < end; ) {
    const number = Math.floor(at / TENSORS_PER_PAGE);
    const document = pages[number];
    const tensors =
      document &&
      (await readJson<Wire['TensorPage']['items']>(models, document.digest));
    if (!tensors) {
      throw new HttpError(
        'DOCUMENT_NOT_FOUND',
        'A page of this tensor list is not there, or was erased',
      );
    }
    const first = number * TENSORS_PER_PAGE;
    items.push(...tensors.slice(at - first, end - first));
    at = Math.min(first + TENSORS_PER_PAGE, end);
  }
  return { items, nextCursor: end < total ? String(end) : null, total };
}

function parseCursor(cursor: string | undefined): number {
  if (cursor === undefined) {
    return 0;
  }
  if (!/^[0-9]{1,15}$/.test(cursor)) {
    throw new HttpError('INVALID_CURSOR', 'The cursor is not one of ours');
  }
  return Number(cursor);
}
