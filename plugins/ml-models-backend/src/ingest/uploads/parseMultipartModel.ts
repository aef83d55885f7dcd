import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { readText } from '@ml-models/artifact-io';
import { MAX_MANIFEST_BYTES } from '../limits';
import { UploadError } from './UploadError';

/** What was read of a multipart body. */
export interface MultipartModel<Spooled> {
  /** the MLModel entity as sent, not checked */
  manifest: unknown;
  model: Spooled;
  /** as the sender named it, without any folder */
  fileName: string;
}

/**
 * Reads `multipart/form-data` (RFC 7578) with the parts `model`, a file, and `manifest`, YAML or JSON as a
 * field or a file. `spool` takes the model's bytes wherever it comes in the body.
 *
 * Throws `UploadError` `INVALID_MULTIPART`, `TextError` of the manifest, and what `spool` throws.
 */
export async function parseMultipartModel<Spooled>(
  request: { contentType: string; stream: Readable; signal: AbortSignal },
  spool: (stream: Readable) => Promise<Spooled>,
): Promise<MultipartModel<Spooled>> {
  const parser = createParser(request.contentType);
  let model: { spooled: Promise<Spooled>; fileName: string } | undefined;
  let manifest: Promise<Uint8Array> | undefined;
  let refused: UploadError | undefined;
  const refuse = (message: string) => {
    refused ??= new UploadError('INVALID_MULTIPART', message);
  };
  parser.on('file', (name, stream, { filename }) => {
    if (name === 'model' && !model) {
      model = { spooled: spool(stream), fileName: filename || 'model.bin' };
      model.spooled.catch(() => parser.destroy());
    } else if (name === 'manifest' && !manifest) {
      manifest = readManifest(stream);
      manifest.catch(() => parser.destroy());
    } else {
      refuse(`the part ${name} is not expected`);
      stream.resume();
    }
  });
  parser.on('field', (name, value, { valueTruncated }) => {
    if (name !== 'manifest' || manifest || valueTruncated) {
      refuse(`the field ${name} is not expected, or too long`);
    } else {
      manifest = Promise.resolve(Buffer.from(value));
    }
  });
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(event, () => refuse('more parts than model and manifest'));
  }
  const body = await Promise.allSettled([
    pipeline(request.stream, parser, { signal: request.signal }),
  ]);
  const [spooled, bytes] = await Promise.all([model?.spooled, manifest]);
  const [end] = body;
  if (end.status === 'rejected') {
    throw new UploadError('INVALID_MULTIPART', 'the body ended too early', {
      cause: end.reason,
    });
  }
  if (refused) {
    throw refused;
  }
  if (!model || spooled === undefined || bytes === undefined) {
    throw new UploadError(
      'INVALID_MULTIPART',
      'the parts model and manifest are expected',
    );
  }
  const { value } = await readText({
    syntax: 'yaml',
    bytes,
    limits: { bytes: MAX_MANIFEST_BYTES },
  });
  return {
    manifest: value,
    model: spooled,
    fileName: model.fileName,
  };
}

function createParser(contentType: string): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      limits: { files: 2, fields: 1, parts: 3, fieldSize: MAX_MANIFEST_BYTES },
    });
  } catch (cause) {
    throw new UploadError('INVALID_MULTIPART', 'not multipart/form-data', {
      cause,
    });
  }
}

async function readManifest(stream: Readable): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > MAX_MANIFEST_BYTES) {
      throw new UploadError(
        'INVALID_MULTIPART',
        `the manifest is larger than ${MAX_MANIFEST_BYTES} bytes`,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
