import { writeTflite } from '../generate/tflite.mjs';

/** Against reading the whole file into memory. */
export const tflite = (label, bytes) => ({
  key: 'tflite',
  title: `TFLite of ${label}, 2,000 constants strewn over the file`,
  bytes,
  prepare(file, tools) {
    const path = file('model.tflite');
    writeTflite(path, { bytes, constants: 2000 });
    return [
      tools.flatbuffers(path),
      tools.inspect('inspect --no-digests', '--no-digests', path),
      tools.inspect('inspect --digests sha256', '--digests', 'sha256', path),
    ];
  },
});
