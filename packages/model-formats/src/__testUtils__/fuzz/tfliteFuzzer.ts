import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FormatFuzzer, Random } from './FormatFuzzer';

const FOLDER = 'packages/model-formats/fixtures/tflite';
/** Identifier and version field stand near the root, which stays whole. */
const HEADER_BYTES = 8;

/** Numbers that overflow, wrap, point back or just past something. */
const INTERESTING = [
  0, 1, 2, 3, 4, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000,
  0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff,
];

const pick = <T>(list: readonly T[], next: Random): T =>
  list[Math.floor(next() * list.length)];

/** Whether `at` is in the header, the root table or its vtable of a sound file. */
function isProtected(seed: Uint8Array, at: number): boolean {
  const view = new DataView(seed.buffer, seed.byteOffset, seed.length);
  const root = view.getUint32(0, true);
  const vtable = root - view.getInt32(root, true);
  const within = (start: number, bytes: number) =>
    at >= start - 3 && at < start + bytes;
  return (
    at < HEADER_BYTES ||
    within(root, view.getUint16(vtable + 2, true)) ||
    within(vtable, view.getUint16(vtable, true))
  );
}

function mutateOnce(bytes: Uint8Array, seed: Uint8Array, next: Random): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = pick([1, 2, 4, 4, 4, 8], next);
  const aligned = Math.floor((next() * (bytes.length - 8)) / width) * width;
  if (isProtected(seed, aligned) && next() < 0.95) {
    return;
  }
  const old = view.getUint32(aligned, true);
  const value =
    next() < 0.5
      ? pick(INTERESTING, next)
      : (old + pick([-8, -4, -1, 1, 4, 8, 16, 64], next)) >>> 0;
  if (width === 1) {
    view.setUint8(aligned, value & 0xff);
  } else if (width === 2) {
    view.setUint16(aligned, value & 0xffff, true);
  } else {
    view.setUint32(aligned, value, true);
  }
  if (width === 8) {
    view.setUint32(aligned + 4, pick(INTERESTING, next), true);
  }
}

/** Fields, offsets, lengths and vtables of flatbuffers whose root stays whole. */
export const tfliteFuzzer: FormatFuzzer = {
  reader: 'tflite',
  seeds() {
    const folder = join(process.env.ML_MODELS_ROOT ?? process.cwd(), FOLDER);
    return readdirSync(folder)
      .filter(name => name.endsWith('.tflite'))
      .map(name => Uint8Array.from(readFileSync(join(folder, name))));
  },
  mutate(seed, next) {
    if (next() < 0.03) {
      return seed.slice(0, Math.floor(next() * seed.length));
    }
    const bytes = Uint8Array.from(seed);
    const changes = 1 + Math.floor(next() * next() * 8);
    for (let i = 0; i < changes; i++) {
      mutateOnce(bytes, seed, next);
    }
    return bytes;
  },
  passedHeader: ({ format, formatVersion }) =>
    format === 'tflite' && formatVersion === '3',
};
