import type { ModelFormat } from '@ml-models/model-formats';

/** Formats that are archives of a registered type; most model formats have no registered type of their own. */
const MEDIA_TYPES: Partial<Record<ModelFormat, string>> = {
  torchscript: 'application/zip',
  pytorch: 'application/zip',
};

/** Media type (RFC 6838) of a file of this format. */
export function mediaTypeOf(format: ModelFormat): string {
  return MEDIA_TYPES[format] ?? 'application/octet-stream';
}
