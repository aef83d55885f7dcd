import { createHash } from 'node:crypto';
import type { DocumentReference } from '@ml-models/backstage-plugin-ml-models-common';
import canonicalize from 'canonicalize';
import type { DocumentBytes } from '../../store/ModelStore';

export const MEDIA_TYPES = {
  entity: 'application/vnd.ml-models.entity+json',
  card: 'application/vnd.ml-models.card+json',
  inspection: 'application/vnd.ml-models.inspection+json',
  tensors: 'application/vnd.ml-models.tensors+json',
  chunks: 'application/vnd.ml-models.chunks+json',
  nodes: 'application/vnd.ml-models.nodes+json',
  members: 'application/vnd.ml-models.members+json',
  spdx: 'application/spdx+json',
} as const;

/** `sha256:` form of the SHA-256 of `bytes`. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** RFC 8785 form of a JSON value, as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalize(value) ?? 'null', 'utf8');
}

/** A JSON value as a document: equal values give equal bytes. */
export function jsonDocument(mediaType: string, value: unknown): DocumentBytes {
  return bytesDocument(mediaType, canonicalBytes(value));
}

export function bytesDocument(
  mediaType: string,
  bytes: Uint8Array,
): DocumentBytes {
  return { digest: digestOf(bytes), mediaType, bytes };
}

/** How events name a document. */
export function referenceTo(document: DocumentBytes): DocumentReference {
  return {
    digest: document.digest,
    mediaType: document.mediaType,
    size: document.bytes.byteLength,
  };
}
