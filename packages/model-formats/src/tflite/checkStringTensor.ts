import { FlatbufferReader } from '../flatbuffer/FlatbufferReader';

/**
 * Why the content of a string tensor cannot be read, or `undefined`. Its
 * layout is that of lite/string_util.h: the count, one offset per string and
 * one for the end, all 32 bits and counted from the start, then the texts.
 */
export function checkStringTensor(
  flat: FlatbufferReader,
  position: number,
  bytes: number,
  elements: number | bigint,
): string | undefined {
  if (bytes < 4) {
    return 'its strings have no count';
  }
  const count = flat.bytes.u32(position);
  const header = (count + 2) * 4;
  if (header > bytes) {
    return `${count} strings need more than its ${bytes} bytes`;
  }
  if (BigInt(count) !== BigInt(elements)) {
    return `it has ${count} strings where its shape needs ${elements}`;
  }
  flat.spend(count, position);
  let previous = header;
  for (let i = 0; i <= count; i++) {
    const offset = flat.bytes.u32(position + 4 + i * 4);
    if (i === 0 ? offset !== header : offset < previous || offset > bytes) {
      return `the offset of string ${i} is ${offset}`;
    }
    previous = offset;
  }
  return previous === bytes ? undefined : `its strings end at ${previous}`;
}
