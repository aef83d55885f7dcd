import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const backend = join(root, 'plugins', 'ml-models-backend');

/** What npm installs is taken from where the backend finds it; what stands in this repository is built in. */
const installed = {
  name: 'installed',
  setup({ onResolve }) {
    const { resolve } = createRequire(join(backend, 'package.json'));
    onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path.startsWith('@ml-models/')
        ? undefined
        : {
            path: path.startsWith('node:') ? path : resolve(path),
            external: true,
          },
    );
  },
};

/** Builds a script, named from this folder, that uses the backend's source; answers with its path. */
export async function buildScript(folder, name) {
  const outfile = join(folder, `${basename(name)}.cjs`);
  await build({
    entryPoints: [join(here, `${name}.mjs`)],
    outfile,
    plugins: [installed],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

/** A process of such a script; `said()` gives its next line, `undefined` after the last. */
export function startScript(path, ...args) {
  const child = spawn(process.execPath, [path, ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      code === 0 ? resolve() : reject(new Error(`${path} ended with ${code}`)),
    );
  });
  const lines = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  return {
    async said() {
      const { value } = await lines.next();
      return value;
    },
    tell: text => child.stdin.write(`${text}\n`),
    ended,
  };
}

/** What a script that only prints a result as JSON has found. */
export async function resultOf(path, ...args) {
  const script = startScript(path, ...args);
  const line = await script.said();
  await script.ended;
  return JSON.parse(line);
}
