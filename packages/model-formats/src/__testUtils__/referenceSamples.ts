import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Reference data that the repository may not contain: models written by the
 * real frameworks. Suites over it are skipped where it is absent.
 */
const DIRECTORY = path.resolve(
  __dirname,
  '../../../..',
  process.env.ML_MODELS_REFERENCE_DIR ?? '../shared',
  'samples',
);

// Not `describe.skip`: jest runs its body to count the tests, and without the files that may fail.
export const describeSamples: (name: string, body: () => void) => void =
  existsSync(DIRECTORY) ? describe : it.skip;

export function sample(name: string): Uint8Array {
  return readFileSync(path.join(DIRECTORY, name));
}

/** Files that the frameworks wrote. */
export const GENUINE = [
  'tiny.onnx',
  'tiny_from_torch.onnx',
  'tiny_ext.onnx',
  'tiny_ts.pt',
  'tiny_traced.pt',
  'tiny_lite.ptl',
  'tiny_sd.pt',
  'tiny_sd_legacy.pt',
  'tiny_tflite.tflite',
  'tiny.gguf',
] as const;

/** Recognised, not read. */
export const RECOGNISED = {
  'tiny_keras.h5': 'hdf5',
} as const;

/** Disguised and damaged archives. */
export const HOSTILE = [
  'hostile/appended_polyglot.pt',
  'hostile/bomb_300MB.pt',
  'hostile/crc_zero_cd.pt',
  'hostile/dup_data_pkl.pt',
  'hostile/flag_encrypted_cd.pt',
  'hostile/flag_patch_cd.pt',
  'hostile/hidden_pickle_in_storage.pt',
  'hostile/local_name_differs.pt',
  'hostile/prefixed_polyglot.pt',
] as const;
