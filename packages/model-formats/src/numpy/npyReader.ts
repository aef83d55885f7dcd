import { scanPickles } from '../pickle/scanPickles';
import { FormatReader } from '../reader/FormatReader';
import { subSource } from '../source/ByteSource';
import { scanContent } from '../wrapped/scanContent';
import { isNpy, readNpyHeader } from './NpyHeader';
import { readArrayFacts } from './readArrayFacts';

/** One NumPy array; an array of objects is a pickle behind a header. */
export const npyReader: FormatReader = {
  formats: ['npy'],
  detect: head => (isNpy(head) ? 'npy' : undefined),
  read(source, context) {
    context.tensors.start();
    const header = readNpyHeader(source);
    const { dataOffset } = header;
    context.facts.formatVersion = header.version;
    readArrayFacts(header, 'array', source.size, context);
    if (header.objects) {
      scanPickles(source, dataOffset, context);
    } else {
      const data = subSource(source, dataOffset, source.size - dataOffset);
      scanContent(data, { offset: dataOffset }, context);
    }
  },
};
