import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const cli = join(root, 'packages', 'ml-models-cli', 'bin', 'ml-models');
const contestant = name => join(here, 'contestants', name);
/** Debian's interpreter: its python3-onnx belongs to no other. */
const PYTHON = '/usr/bin/python3';

/** The command lines of all contestants. `folder` takes what has to be built. */
export async function prepareTools(folder) {
  const resolve = createRequire(
    join(root, 'packages', 'ml-models-cli', 'x.js'),
  ).resolve;
  await build({
    entryPoints: {
      digestsOnly: contestant('digestsOnly.mjs'),
      worker: resolve('@ml-models/artifact-io/worker'),
    },
    absWorkingDir: root,
    nodePaths: [join(root, 'node_modules')],
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
  });
  const hasOnnx =
    spawnSync(PYTHON, ['-c', 'import onnx'], { stdio: 'ignore' }).status === 0;
  const hasTaskset = spawnSync('taskset', ['-V']).status === 0;
  return {
    openssl: file => ({
      name: 'openssl dgst -sha256',
      command: ['openssl', 'dgst', '-sha256', file],
    }),
    inspect: (name, ...args) => ({
      name,
      command: [cli, 'inspect', '--json', ...args],
    }),
    digestsOnly: (kind, file) => ({
      name: `digests only, ${kind}`,
      command: [process.execPath, join(folder, 'digestsOnly.js'), kind, file],
    }),
    onnxLoadCheck: file => ({
      name: 'onnx.load + checker (python3-onnx)',
      command: [PYTHON, contestant('onnxLoadCheck.py'), file],
      absent: hasOnnx ? undefined : 'python3-onnx is not installed',
    }),
    onnxProto: file => ({
      name: 'onnx-proto, full decode',
      command: [process.execPath, contestant('onnxProtoDecode.mjs'), file],
    }),
    flatbuffers: (name, file) => ({
      name,
      command: [process.execPath, contestant('tfliteWholeFile.mjs'), file],
    }),
    nodeAlone: name => ({ name, command: [process.execPath, '-e', '0'] }),
    onOneCore: ({ name, command }) => ({
      name: `${name}, on one core`,
      command: ['taskset', '-c', '0', ...command],
      absent: hasTaskset ? undefined : 'taskset is not installed',
    }),
  };
}
