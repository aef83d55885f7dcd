import { FormatReader } from '../reader/FormatReader';
import { readGguf } from './readGguf';

const MAGIC = [0x47, 0x47, 0x55, 0x46];

/** GGUF: the four letters stand so in either byte order. */
export const ggufReader: FormatReader = {
  formats: ['gguf'],
  detect: head =>
    MAGIC.every((byte, i) => head[i] === byte) ? 'gguf' : undefined,
  read: (source, context) => readGguf(source, context),
};
