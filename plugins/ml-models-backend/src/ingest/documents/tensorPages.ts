import type { TensorInfo } from '@ml-models/model-formats';
import type { DocumentBytes } from '../../store/ModelStore';
import { TENSORS_PER_PAGE } from '../limits';
import { jsonDocument, MEDIA_TYPES } from './documentOf';

/** The tensors in file order, `TENSORS_PER_PAGE` to a document: a JSON array each. */
export function tensorPages(tensors: readonly TensorInfo[]): DocumentBytes[] {
  const pages: DocumentBytes[] = [];
  for (let at = 0; at < tensors.length; at += TENSORS_PER_PAGE) {
    const page = tensors.slice(at, at + TENSORS_PER_PAGE);
    pages.push(jsonDocument(MEDIA_TYPES.tensors, page));
  }
  return pages;
}
