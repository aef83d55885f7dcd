import type { Request, Response } from 'express';
import type { ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';

/**
 * Answers with a document as a download; its ETag is its digest. Documents hold what other people wrote, so no
 * browser may take one for a page of the portal (CWE-79).
 */
export async function sendDocument(
  models: Pick<ModelStore, 'readDocument'>,
  req: Request,
  res: Response,
  options: { digest: string; mediaType?: string; fileName: string },
): Promise<void> {
  const document = await models.readDocument(options.digest);
  if (!document) {
    throw new HttpError(
      'DOCUMENT_NOT_FOUND',
      'The document is not there, or was erased',
    );
  }
  res.set({
    'Cache-Control': 'private, no-cache',
    'Content-Disposition': `attachment; filename="${safeFileName(
      options.fileName,
    )}"`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    ETag: `"${options.digest}"`,
    Vary: 'Accept, Authorization',
  });
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  // set as it is recorded: express would add a charset to what is named with one already
  res.setHeader('Content-Type', options.mediaType ?? document.mediaType);
  res.status(200).end(Buffer.from(document.bytes));
}

function safeFileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 200);
}
