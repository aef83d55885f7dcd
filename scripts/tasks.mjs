// The project's tasks, run by run.mjs under the pinned Node. Each is a list of commands; the first that fails
// ends the task with its exit code. Binaries are run directly: `yarn run tsc` would find the root script first.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = name => join(root, 'node_modules', '.bin', name);
const [task, ...args] = process.argv.slice(2);
const results = join(root, '.cache', 'results');

function run(command, extra = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...extra },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => resolve(signal ? 1 : code ?? 1));
  });
}

// Without CI jest watches for ever; with CI alone the database test utility looks for Docker.
const JEST = { CI: '1', BACKSTAGE_TEST_DISABLE_DOCKER: '1' };

function jest(name, paths, extra = {}, more = []) {
  mkdirSync(results, { recursive: true });
  return run(
    [
      bin('backstage-cli'),
      'repo',
      'test',
      '--json',
      `--outputFile=${join(results, `${name}.json`)}`,
      ...more,
      ...paths,
    ],
    { ...JEST, ...extra },
  );
}

const backstage = (...command) => run([bin('backstage-cli'), ...command]);
const typeCheck = () => run([bin('tsc'), '--noEmit', '--incremental', 'false']);
const lint = () => backstage('repo', 'lint', '--max-warnings', '0');

async function inTurn(...steps) {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return code;
  }
  return 0;
}

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING ??
  'postgresql://postgres@127.0.0.1:5432/postgres';

/** Test files of a workspace whose text matches. */
function suitesOf(workspace, text) {
  const folder = join(root, workspace, 'src');
  return readdirSync(folder, { recursive: true })
    .filter(path => /\.test\.tsx?$/.test(path))
    .map(path => join(folder, path))
    .filter(path => text.test(readFileSync(path, 'utf8')));
}

// The suites that run on every database engine: those that use eachDatabase.
const databaseSuites = () =>
  suitesOf('plugins/ml-models-backend', /\beachDatabase\(/);

// The suites that look for the reference data.
const referenceSuites = () =>
  ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(join(root, folder)).map(name => `${folder}/${name}`),
    )
    .concat('test')
    .flatMap(workspace =>
      suitesOf(workspace, /ML_MODELS_REFERENCE_DIR|[rR]eference(Dir|Samples)/),
    );

// As in a clone with nothing beside it: what needs the reference data is skipped, and nothing fails.
async function withoutReference() {
  const code = await jest('without-reference', referenceSuites(), {
    ML_MODELS_REFERENCE_DIR: join(root, 'nowhere'),
    ML_MODELS_REQUIRE_REFERENCE: undefined,
  });
  if (code !== 0) return code;
  const report = join(results, 'without-reference.json');
  const { numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  if (numPendingTests > 0) return 0;
  console.error('No suite was skipped: the reference data was found.');
  return 1;
}

const tasks = {
  start: () => {
    mkdirSync(join(root, '.data', 'db'), { recursive: true });
    mkdirSync(join(root, '.data', 'work'), { recursive: true });
    // Compiled code of thousands of modules is kept: the next start is seconds shorter.
    return run([bin('backstage-cli'), 'repo', 'start', ...args], {
      NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
    });
  },
  test: () =>
    args.length > 0
      ? jest('unit', args)
      : inTurn(typeCheck, lint, () => jest('unit', [])),
  tsc: () => run([bin('tsc'), ...args]),
  lint: () => (args.length ? backstage('repo', 'lint', ...args) : lint()),
  build: () =>
    inTurn(
      () => run([bin('tsc')]),
      () => backstage('repo', 'build', '--all', ...args),
    ),
  generate: () =>
    inTurn(
      () => run([join(root, 'scripts', 'generate-openapi.mjs'), ...args]),
      () => run([join(root, 'scripts', 'generate-findings.mjs'), ...args]),
    ),
  'test:postgres': () =>
    jest('postgres', databaseSuites(), {
      BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: POSTGRES,
      ML_MODELS_TEST_ENGINE: 'POSTGRES_15',
    }),
  'test:without-reference': withoutReference,
  'test:e2e': () => {
    mkdirSync(results, { recursive: true });
    return run([bin('playwright'), 'test', ...args], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'e2e.json'),
    });
  },
  'test:live': () =>
    jest('live', ['test/src/live', ...args], { ML_MODELS_LIVE: '1' }, ['-i']),
  'test:hostile': () =>
    run([join(root, 'test', 'hostile', 'hostile.mjs'), ...args]),
  bench: () => run([join(root, 'test', 'bench', 'bench.mjs'), ...args]),
  // ML_MODELS_FUZZ_SECONDS is for each reader.
  fuzz: () =>
    jest(
      'fuzz',
      ['packages/model-formats/src/fuzz.test.ts', 'test/src/fuzz', ...args],
      { ML_MODELS_FUZZ_SECONDS: process.env.ML_MODELS_FUZZ_SECONDS ?? '600' },
    ),
  // The same again and again, then everything that can go wrong; ML_MODELS_SOAK_SHARE of it.
  soak: () =>
    inTurn(
      () =>
        jest('soak', ['test/src/soak'], {
          ML_MODELS_SOAK_SECONDS: process.env.ML_MODELS_SOAK_SECONDS ?? '600',
        }),
      () => run([join(root, 'test', 'soak', 'soak.mjs'), ...args]),
    ),
  changeset: () => run([bin('changeset'), ...args]),
};

if (!Object.hasOwn(tasks, task)) {
  console.error(
    `Unknown task ${task}. Tasks: ${Object.keys(tasks).join(', ')}`,
  );
  process.exit(64);
}
process.exit(await tasks[task]());
