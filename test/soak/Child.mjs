// A backend as a child process that can be killed at a chosen moment and started again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atExit } from './atExit.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const require = createRequire(join(root, 'package.json'));
const START_MS = 240_000;
/** lines of one start that are kept for a report */
const LINES = 400;

export class Child {
  /** stage that each trace began last and did not end */
  stages = new Map();
  /** the last lines, and every problem said since the first start */
  lines = [];
  warnings = [];
  #watchers = new Set();
  #process;
  #exit;

  /** `config`: of the backend, as JSON; `folder`: where it may write. */
  constructor({ name, port, token, folder, config }) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    this.api = `${this.url}/api/ml-models`;
    this.token = token;
    this.folder = folder;
    mkdirSync(join(folder, 'work'), { recursive: true });
    this.configFile = join(folder, 'app-config.json.yaml');
    writeFileSync(this.configFile, JSON.stringify(config));
  }

  get pid() {
    return this.#process?.pid;
  }

  get isRunning() {
    return this.#process !== undefined;
  }

  /** Resolves when readiness answers 200. */
  async start() {
    this.stages.clear();
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(here, 'backend.ts'),
        '--config',
        this.configFile,
      ],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          // Thousands of modules are compiled once, not once a kill.
          NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
        },
      },
    );
    this.#process = child;
    const over = atExit(() => child.kill('SIGKILL'));
    this.#exit = once(child, 'exit').then(() => {
      over();
      this.#process = undefined;
    });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', line => this.#heard(line));
    const deadline = Date.now() + START_MS;
    while (!(await this.#isReady())) {
      if (!this.isRunning || Date.now() > deadline) {
        await this.kill();
        throw new Error(
          `${this.name} did not start\n${this.lines.slice(-40).join('\n')}`,
        );
      }
      await sleep(50);
    }
  }

  /** Resolves when the process is gone. */
  async kill(signal = 'SIGKILL') {
    this.#process?.kill(signal);
    await this.#exit;
  }

  /** Ends it as an operator would. */
  async stop() {
    const late = setTimeout(() => this.#process?.kill('SIGKILL'), 30_000);
    await this.kill('SIGTERM');
    clearTimeout(late);
  }

  /** Resolves when `matches({event, stage, traceId})` resolves to true; with `undefined` after `ms`. */
  async until(matches, ms) {
    const found = Promise.withResolvers();
    const watch = async said => {
      if (await matches(said)) found.resolve(said);
    };
    this.#watchers.add(watch);
    const late = setTimeout(() => found.resolve(undefined), ms);
    try {
      return await found.promise;
    } finally {
      clearTimeout(late);
      this.#watchers.delete(watch);
    }
  }

  /** `{status, body}`; throws where nothing answers. */
  async call(path, init = {}) {
    const response = await fetch(`${this.api}${path}`, {
      signal: AbortSignal.timeout(60_000),
      ...init,
      headers: { authorization: `Bearer ${this.token}`, ...init.headers },
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: json && text ? JSON.parse(text) : text,
    };
  }

  #isReady() {
    return fetch(`${this.url}/.backstage/health/v1/readiness`).then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  #heard(line) {
    if (line.startsWith('{"soak":')) {
      const { soak: event, stage, traceId } = JSON.parse(line);
      if (event === 'begin') this.stages.set(traceId, stage);
      else this.stages.set(traceId, `after ${stage}`);
      for (const watch of this.#watchers)
        watch({ event, stage, traceId }).catch(() => {});
      return;
    }
    if (/"level":"(warn|error)"/.test(line)) this.warnings.push(line);
    this.lines.push(line);
    if (this.lines.length > LINES) this.lines.shift();
  }
}
