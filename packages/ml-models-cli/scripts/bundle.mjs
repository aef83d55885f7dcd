// Makes what bin/ml-models runs: code.js, the whole command line in one file; main.js and worker.js, which start it as
// a process and as a thread; code.bin, the compiled code of a first run. Each build has its own folder and becomes the
// current one by a rename, so that commands already running keep theirs.
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
import { transformSync } from '@swc/core';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const cache = join(root, '.cache', 'ml-models-cli');
const require = createRequire(import.meta.url);

// A source that is edited during the build must count as newer.
const started = new Date();
const name = `build-${started.getTime()}-${process.pid}`;
const outdir = join(cache, name);
mkdirSync(outdir, { recursive: true });

/**
 * Readers take the numbers of an enum from onnx-proto, nothing else: the bundle
 * has those, not 200 KB of decoders that would be set up at every start.
 */
const onnxEnums = {
  name: 'onnx-enums',
  setup({ onLoad }) {
    const { DataType } = createRequire(
      require.resolve('@ml-models/model-formats/package.json'),
    )('onnx-proto').onnx.TensorProto;
    const enums = JSON.stringify({ onnx: { TensorProto: { DataType } } });
    onLoad({ filter: /node_modules\/onnx-proto\/.*\.js$/ }, () => ({
      contents: `module.exports = ${enums};`,
    }));
  },
};

const formats = dirname(require.resolve('@ml-models/model-formats'));
/** The readers of all formats, as the list of them imports them. */
const readers = importsOf(
  readFileSync(join(formats, 'reader', 'FORMAT_READERS.ts'), 'utf8'),
).map(path => join(formats, 'reader', `${path}.ts`));
/** What reads archives behind a model, which few models have. */
const archiveChecks = [join(formats, 'tflite', 'checkRest.ts')];

/**
 * What a reader imports is set up when the reader first uses it: a run meets one format and has to recognise it only.
 * esbuild alone sets up all that is imported anywhere, at the start.
 */
const lateReaders = {
  name: 'late-readers',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!readers.includes(path) && !archiveChecks.includes(path))
        return undefined;
      const source = readFileSync(path, 'utf8');
      const { code } = transformSync(source, {
        filename: path,
        isModule: true,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs', lazy: importsOf(source) },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

function importsOf(source) {
  return [...source.matchAll(/from '([^']+)'/g)].map(([, path]) => path);
}

/**
 * The inflater sets its tables up when it is loaded, and loads worker_threads for what nobody here calls: its build
 * for browsers does not, and is loaded when something is first inflated.
 */
const lazyInflater = {
  name: 'lazy-inflater',
  setup({ onLoad, onResolve }) {
    const path = createRequire(
      require.resolve('@ml-models/model-formats/package.json'),
    ).resolve('fflate/browser');
    onResolve({ filter: /^fflate$/ }, () => ({ path, namespace: 'inflater' }));
    onLoad({ filter: /./, namespace: 'inflater' }, () => {
      const id = JSON.stringify(path);
      const getters = Object.keys(require(path)).map(
        key => `get ${key}() { return require(${id}).${key}; },`,
      );
      return {
        contents: `module.exports = { ${getters.join('\n')} };`,
        resolveDir: dirname(path),
      };
    });
  },
};

const sourceOf = specifier => JSON.stringify(require.resolve(specifier));
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
  outfile: join(outdir, 'code.js'),
  banner: {
    js: '(function (exports, require, module, __filename, __dirname) {',
  },
  footer: { js: '})' },
  plugins: [lateReaders, onnxEnums, lazyInflater],
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
copyFileSync(join(here, 'start.cjs'), join(outdir, 'start.cjs'));
for (const role of ['main', 'worker'])
  writeFileSync(
    join(outdir, `${role}.js`),
    `require('./start.cjs').code.${role}();\n`,
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
const { status } = spawnSync(
  process.execPath,
  [join(here, 'keepCompiled.mjs'), outdir, ...samples],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
if (status !== 0) throw new Error('the first run failed');

// Read by the launcher: a line of shell, for a file in a shell script costs a process.
const inputs = Object.keys(metafile.inputs).filter(
  path => /^[\w@./-]+$/.test(path) && !path.includes('node_modules'),
);
inputs.push(
  'yarn.lock',
  ...['bundle.mjs', 'start.cjs', 'keepCompiled.mjs'].map(
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
