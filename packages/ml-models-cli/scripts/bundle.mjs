// Makes the files that bin/ml-models runs: main.js and, beside it, the worker.js
// that artifact-io starts. Each build has its own folder and becomes
// the current one by a rename, so that commands already running keep theirs.
import {
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

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const cache = join(root, '.cache', 'ml-models-cli');
const resolve = createRequire(import.meta.url).resolve;

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
      resolve('@ml-models/model-formats/package.json'),
    )('onnx-proto').onnx.TensorProto;
    const enums = JSON.stringify({ onnx: { TensorProto: { DataType } } });
    onLoad({ filter: /node_modules\/onnx-proto\/.*\.js$/ }, () => ({
      contents: `module.exports = ${enums};`,
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: join(here, '..', 'src', 'main.ts'),
    'worker-code': resolve('@ml-models/artifact-io/worker'),
  },
  outdir,
  plugins: [onnxEnums],
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

// Threads get no environment, so the cache of compiled code is named here.
writeFileSync(
  join(outdir, 'worker.js'),
  `require('node:module').enableCompileCache(require('node:path').join(__dirname, '..', 'code'));
require('./worker-code.js');
`,
);

const inputs = Object.keys(metafile.inputs).filter(
  path => !path.includes('node_modules') && !path.includes(' '),
);
inputs.push('yarn.lock', 'packages/ml-models-cli/scripts/bundle.mjs');
writeFileSync(join(outdir, 'inputs'), `${inputs.join('\n')}\n`);

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
