import { OP } from '../pickle/OP';
import { ByteSource, subSource } from '../source/ByteSource';

const LINE_FEED = 0x0a;

/** Some writers end an array of objects, which is a pickle, with a line feed. */
export function withoutLineFeed(source: ByteSource): ByteSource {
  const [stop, last] = source.read(source.size - 2, 2);
  return stop === OP.STOP && last === LINE_FEED
    ? subSource(source, 0, source.size - 1)
    : source;
}
