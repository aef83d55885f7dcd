import { ModelFormat } from '../inspection/Inspection';
import { pickleReader } from '../pickleStreams/pickleReader';
import { scanPickles } from '../pickleStreams/scanPickles';
import { HEAD_BYTES } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, bytesSource, readCopy } from '../source/ByteSource';
import { inflateWrapped } from '../wrapped/inflateWrapped';
import { scanContent } from '../content/scanContent';

/**
 * Unpacks gzip and zlib under limits: a pickle inside is read as one, anything
 * else is looked at and `unsupported`, as all other packings are.
 */
export function readWrapped(
  source: ByteSource,
  context: InspectionContext,
): void {
  const kind: ModelFormat = context.format;
  if (kind !== 'gzip' && kind !== 'zlib') {
    context.report(
      'archive/not-opened',
      `the file is packed with ${kind}, which is not opened`,
      { offset: 0 },
    );
    context.unsupported();
    return;
  }
  context.report('archive/compressed', `the file is packed with ${kind}`, {
    offset: 0,
  });
  const { content, error } = inflateWrapped(kind, source, context);
  const inner = bytesSource(content);
  const head = readCopy(inner, 0, Math.min(HEAD_BYTES, inner.size));
  if (pickleReader.detect(head, inner)) {
    scanPickles(inner, 0, context);
  } else {
    // Findings stay, but nothing was read of whatever it is.
    scanContent(inner, { offset: 0, unwrapped: [kind] }, context);
    context.unsupported();
  }
  if (error) {
    throw error;
  }
}
