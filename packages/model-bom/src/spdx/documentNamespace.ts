import { BomError } from '../BomError';
import type { BomInput } from '../BomInput';
import { escape } from './ElementIds';

/**
 * Namespace of a document (SPDX 2.3 §6.5). Without one given it is the form
 * that the specification proposes to those without a site of their own,
 * ending in a UUID (RFC 9562 §5.8) out of the manifest digest: the same bytes
 * under the same label always get the same one. Whoever publishes two
 * different documents about one version gives each its own.
 *
 * Throws `BomError` `INVALID_NAMESPACE`.
 */
export function documentNamespace(input: BomInput): string {
  const { model, manifestDigest, namespace } = input;
  if (namespace === undefined) {
    const name = [escape(model.name), escape(model.version)]
      .filter(part => part !== '')
      .join('-');
    return `https://spdx.org/spdxdocs/${name}-${uuidOf(manifestDigest)}`;
  }
  if (!isNamespace(namespace)) {
    throw new BomError(
      'INVALID_NAMESPACE',
      'a namespace is an absolute URI without fragment',
    );
  }
  return namespace;
}

export function isNamespace(text: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+$/.test(text) &&
    // RFC 3986: characters outside are percent-encoded
    /^[\x21-\x7e]+$/.test(text)
  );
}

function uuidOf(digest: string): string {
  const hex = digest.slice('sha256:'.length);
  // the two bits of the variant leave one of 8, 9, a, b
  const variant = '89ab'[Number.parseInt(hex[16], 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
