import { FormatReader } from '../reader/FormatReader';
import { tryDecodeUtf8 } from '../source/utf8';

/** Git LFS specification, "The Pointer": at most 1024 bytes. */
const POINTER_BYTES = 1024;
const POINTER =
  /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\/v1\n/;

/** A file whose content was never fetched from Git LFS. */
export const lfsPointerReader: FormatReader = {
  formats: ['lfs-pointer'],
  detect(head, source) {
    return source.size <= POINTER_BYTES &&
      POINTER.test(tryDecodeUtf8(head) ?? '')
      ? 'lfs-pointer'
      : undefined;
  },
  read(source, context) {
    const text = tryDecodeUtf8(source.read(0, source.size)) ?? '';
    const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
    const size = /^size (\d{1,19})$/m.exec(text)?.[1];
    context.report(
      'lfs-pointer/not-the-model',
      'this is a Git LFS pointer, not the model: fetch the content with “git lfs pull”',
      { offset: 0 },
      { ...(oid && { oid: `sha256:${oid}` }), ...(size && { size }) },
    );
    context.unsupported();
  },
};
