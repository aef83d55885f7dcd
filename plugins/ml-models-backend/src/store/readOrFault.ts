import { DomainError } from '../domain/DomainError';
import type { DocumentFault } from '../domain/ModelState';
import type { ModelStore } from './ModelStore';

type Document = NonNullable<Awaited<ReturnType<ModelStore['readDocument']>>>;

/** A document, or why it cannot be taken for what was recorded; for answers that go on without it and say so. */
export async function readOrFault(
  models: Pick<ModelStore, 'readDocument'>,
  digest: string,
): Promise<
  | { document: Document; fault?: undefined }
  | { document?: undefined; fault: DocumentFault }
> {
  try {
    const document = await models.readDocument(digest);
    return document
      ? { document }
      : {
          fault: {
            code: 'DOCUMENT_NOT_FOUND',
            message: 'the document is not there',
          },
        };
  } catch (error) {
    if (
      error instanceof DomainError &&
      (error.code === 'DOCUMENT_ALTERED' || error.code === 'DOCUMENT_ERASED')
    ) {
      return { fault: { code: error.code, message: error.message } };
    }
    throw error;
  }
}
