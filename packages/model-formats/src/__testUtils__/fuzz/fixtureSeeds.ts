import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Committed files, found from wherever the bundle of the fuzzer stands. */
export function fixtureSeeds(
  folder: string,
  names: readonly string[],
): Uint8Array[] {
  const root = process.env.ML_MODELS_ROOT ?? process.cwd();
  return names.map(
    name =>
      new Uint8Array(
        readFileSync(
          path.join(root, 'packages/model-formats/fixtures', folder, name),
        ),
      ),
  );
}
