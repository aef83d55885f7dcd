/** Bytes read at a time; the next slice is read while this one is worked on. */
const SLICE_BYTES = 8 * 1024 * 1024;

/** The bytes of a file in order. Throws whatever reading the file throws. */
export async function* readSlices(file: Blob): AsyncGenerator<Uint8Array> {
  let read = sliceAt(file, 0);
  for (let offset = 0; offset < file.size; ) {
    const bytes = await read;
    offset += bytes.length;
    read = sliceAt(file, offset);
    // Nobody awaits it when the work on this slice throws.
    read.catch(() => undefined);
    yield bytes;
  }
}

async function sliceAt(file: Blob, offset: number): Promise<Uint8Array> {
  const slice = file.slice(offset, offset + SLICE_BYTES);
  return new Uint8Array(await slice.arrayBuffer());
}
