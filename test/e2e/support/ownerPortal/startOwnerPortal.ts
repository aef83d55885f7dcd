import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { BACKEND, PORTAL } from '../addresses';
import { Person, PERSON_HEADER } from './people';

const root = join(__dirname, '..', '..', '..', '..');
const port = process.env.ML_MODELS_OWNER_PORT || '7017';
const base = `http://localhost:${port}/api`;

/** ms; a start under load takes a minute */
const START_MS = 180_000;
const POLL_MS = 500;

export type OwnerPortal = Awaited<ReturnType<typeof startOwnerPortal>>;

/** A second backend beside the portal's: the same app reaches it, since its requests are led here. */
export async function startOwnerPortal() {
  const folder = mkdtempSync(join(tmpdir(), 'ml-models-owners-'));
  const overlay = join(folder, 'app-config.yaml');
  writeFileSync(
    overlay,
    JSON.stringify({
      backend: {
        baseUrl: `http://localhost:${port}`,
        listen: { port: Number(port), host: '127.0.0.1' },
        cors: { origin: PORTAL },
        database: { client: 'better-sqlite3', connection: ':memory:' },
        workingDirectory: folder,
      },
      auth: { providers: { test: {} } },
      catalog: {
        processingInterval: { seconds: 2 },
        locations: [
          { type: 'file', target: join(root, 'examples', 'all.yaml') },
        ],
      },
      mlModels: {
        ingestion: {
          spoolDirectory: join(folder, 'spool'),
          schedule: { frequency: { seconds: 2 }, timeout: { minutes: 1 } },
        },
      },
    }),
  );
  const output: string[] = [];
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'backend.ts'),
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      overlay,
    ],
    {
      cwd: join(root, 'packages', 'backend'),
      env: { ...process.env, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', part => output.push(String(part)));
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });

  const tokenOf = async (person: Person) => {
    const answer = await fetch(`${base}/auth/test/refresh`, {
      headers: { [PERSON_HEADER]: person },
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };

  /** Calls the registry's API as one of the people. */
  const call = async (
    person: Person,
    method: string,
    path: string,
    body?: object,
  ) => {
    const { backstageIdentity } = await tokenOf(person);
    const isBytes = body instanceof Buffer;
    const answer = await fetch(`${base}/ml-models${path}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': isBytes
          ? 'application/octet-stream'
          : 'application/json',
      },
      body: isBytes ? new Uint8Array(body) : body && JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  };

  const stop = async () => {
    child.kill('SIGTERM');
    const killed = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(killed);
    rmSync(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_MS;
  const isReady = async () => {
    const { body } = await call('reader', 'GET', '/models');
    return body.items?.length === 5;
  };
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`no portal: ${output.join('').slice(-4_000)}`);
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }

  return {
    call,
    stop,
    /** A page of the app that is signed in as one of the people, over this backend. */
    async page(context: BrowserContext, person: Person) {
      const page = await context.newPage();
      await page.route(`${BACKEND}/**`, async route => {
        const asked = route.request().url();
        const isSignIn = asked.includes('/auth/guest/refresh');
        const response = await route.fetch({
          url: isSignIn
            ? `${base}/auth/test/refresh`
            : asked.replace(BACKEND, base),
          headers: {
            ...route.request().headers(),
            [PERSON_HEADER]: person,
          },
        });
        await route.fulfill({ response });
      });
      await page.goto('/');
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.getByRole('link', { name: 'Models' }).waitFor();
      return page;
    },
  };
}
