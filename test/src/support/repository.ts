import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

function findRoot(from: string): string {
  if (existsSync(join(from, 'backstage.json'))) return from;
  return findRoot(dirname(from));
}

/** Absolute path of the repository. */
export const repositoryRoot = findRoot(dirname(require.resolve('../index')));

export const inRepository = (...parts: string[]) =>
  join(repositoryRoot, ...parts);

/** Reference data that the repository may not contain: samples of the real frameworks and official schemas. */
export const referenceDirectory = resolve(
  repositoryRoot,
  process.env.ML_MODELS_REFERENCE_DIR ?? '../shared',
);

/** What `describe` and `it` take. */
type Suite = (name: string, body: () => void) => void;

// Not `describe.skip`: jest runs its body to count the tests, and without what it needs that fails.
const describeWhere = (there: boolean): Suite => (there ? describe : it.skip);

/**
 * `describe` where the reference data is there, one visible skip where it is not. `.ci/run` sets
 * ML_MODELS_REQUIRE_REFERENCE, and then its absence fails.
 */
export const describeWithReference = describeWhere(
  existsSync(join(referenceDirectory, 'samples')) ||
    process.env.ML_MODELS_REQUIRE_REFERENCE !== undefined,
);

/** Runs only in `yarn test:live`, on a machine that has the real tools. */
export const describeLive = describeWhere(
  process.env.ML_MODELS_LIVE !== undefined,
);

/** Every file below a folder, as paths relative to it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export const readJson = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8'));
