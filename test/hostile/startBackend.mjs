// The portal's own backend as a child process, in production mode.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const require = createRequire(join(root, 'package.json'));
const START_MS = 300_000;

/** Resolves when readiness answers 200. */
export async function startBackend(port) {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  for (const name of ['db', 'work', 'spool']) mkdirSync(join(folder, name));
  const tokens = {
    everything: randomBytes(24).toString('hex'),
    nothing: randomBytes(24).toString('hex'),
  };
  const config = [join(root, 'app-config.yaml'), join(here, 'app-config.yaml')];
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(root, 'packages/backend/src/index.ts'),
      ...config.flatMap(path => ['--config', path]),
    ],
    {
      cwd: join(root, 'packages/backend'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ML_MODELS_BACKEND_PORT: String(port),
        HOSTILE_FOLDER: folder,
        HOSTILE_FULL_TOKEN: tokens.everything,
        HOSTILE_NOTHING_TOKEN: tokens.nothing,
      },
    },
  );
  let log = '';
  const keep = part => {
    log = (log + part).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let exited = false;
  const exit = new Promise(resolve => child.once('exit', resolve));
  exit.then(() => {
    exited = true;
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await exit;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_MS;
  for (;;) {
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ready) break;
    if (exited || Date.now() > deadline) {
      await stop();
      throw new Error(`the backend did not start\n${log}`);
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return { url, tokens, stop, pid: child.pid, log: () => log };
}

/** Resident set of a process in MiB; `undefined` where the system does not say. */
export function residentMib(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}
