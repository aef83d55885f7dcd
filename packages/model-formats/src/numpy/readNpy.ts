import { scanContent } from '../content/scanContent';
import { readNpyHeader } from '../npy/NpyHeader';
import { scanPickles } from '../pickleStreams/scanPickles';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, subSource } from '../source/ByteSource';
import { readArrayFacts } from './readArrayFacts';
import { withoutLineFeed } from './withoutLineFeed';

/** An array of objects is a pickle behind a header. */
export function readNpy(source: ByteSource, context: InspectionContext): void {
  context.tensors.start();
  const header = readNpyHeader(source);
  const { dataOffset } = header;
  context.facts.formatVersion = header.version;
  readArrayFacts(header, 'array', source.size, context);
  if (header.objects) {
    scanPickles(withoutLineFeed(source), dataOffset, context);
  } else {
    const data = subSource(source, dataOffset, source.size - dataOffset);
    scanContent(data, { offset: dataOffset }, context);
  }
}
