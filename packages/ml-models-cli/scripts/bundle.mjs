// Makes what bin/ml-models runs: the command line in one file of code, with the compiled code of a first run beside it,
// and main.js, which starts it. There are two: `inspect` for reading files, `all` for every command. Each build has its
// own folder and becomes the current one by a rename, so that commands already running keep theirs.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import {
  lateReaders,
  lazyInflater,
  onnxEnums,
  without,
} from './esbuildPlugins.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const cache = join(root, '.cache', 'ml-models-cli');
const require = createRequire(import.meta.url);

// A source that is edited during the build must count as newer.
const started = new Date();
const name = `build-${started.getTime()}-${process.pid}`;
const outdir = join(cache, name);
mkdirSync(outdir, { recursive: true });

const sourceOf = specifier => JSON.stringify(require.resolve(specifier));

/** A folder with code.js and the worker.js that artifact-io looks for beside it. Gives what it was made of. */
async function bundle(folder, plugins) {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `
        exports.main = () => require(${sourceOf('../src/main.ts')});
        exports.worker = () => require(${sourceOf(
          '@ml-models/artifact-io/worker',
        )});
        exports.runCommandLine = (...args) =>
          require(${sourceOf(
            '../src/runCommandLine.ts',
          )}).runCommandLine(...args);`,
      resolveDir: here,
    },
    outfile: join(outdir, folder, 'code.js'),
    banner: {
      js: '(function (exports, require, module, __filename, __dirname) {',
    },
    footer: { js: '})' },
    plugins: [lateReaders, onnxEnums, lazyInflater, ...plugins],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Names stay: an internal error has to say where.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(
    join(outdir, folder, 'worker.js'),
    `require('../start.cjs').start('inspect').code.worker();\n`,
  );
  return Object.keys(metafile.inputs);
}

copyFileSync(join(here, 'start.cjs'), join(outdir, 'start.cjs'));
await bundle('inspect', [without(/\/print(Bom|Diff|Posture)\.ts$/)]);
const made = await bundle('all', []);
writeFileSync(
  join(outdir, 'main.js'),
  `const reads = ['inspect', 'scan'].includes(process.argv[2]);
require('./start.cjs').start(reads ? 'inspect' : 'all').code.main();
`,
);

// The first run: a model of each format whose reading is to be quick.
const samples = [
  'onnx/attributes.onnx',
  'safetensors/lora.safetensors',
  'torch/module.pt',
  'torch/checkpoint.pt',
  'tflite/signatures.tflite',
  'gguf/model.gguf',
].map(path => join(root, 'packages', 'model-formats', 'fixtures', path));
for (const folder of ['inspect', 'all']) {
  const { status } = spawnSync(
    process.execPath,
    [join(here, 'keepCompiled.mjs'), outdir, folder, ...samples],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) throw new Error('the first run failed');
}

// Read by the launcher: a line of shell, for a file in a shell script costs a process.
const inputs = made.filter(
  path => /^[\w@./-]+$/.test(path) && !path.includes('node_modules'),
);
inputs.push(
  'yarn.lock',
  ...['bundle.mjs', 'esbuildPlugins.mjs', 'keepCompiled.mjs', 'start.cjs'].map(
    script => `packages/ml-models-cli/scripts/${script}`,
  ),
);
writeFileSync(join(outdir, 'inputs.sh'), `set -- ${inputs.join(' \\\n')}\n`);

const current = join(cache, 'current');
const previous = readPrevious();
const next = `${current}.${process.pid}`;
writeFileSync(next, `${name}\n`);
utimesSync(next, started, started);
renameSync(next, current);

for (const entry of readdirSync(cache)) {
  if (entry.startsWith('build-') && entry !== name && entry !== previous) {
    rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

function readPrevious() {
  try {
    return readFileSync(current, 'utf8').trim();
  } catch {
    return undefined;
  }
}
