import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHUNK_SIZE, FileDigester } from '@ml-models/model-formats/digest';
import { openFile } from './file/openFile';
import { inspectFile, InspectFileOptions } from './inspectFile';
import { CALLER_INSPECT_MS } from './limits';
import { InspectionPool } from './pool/InspectionPool';
import { startWorker } from './startWorker';

let mockCallerInspectMs: number | undefined;
jest.mock('./limits', () => {
  const limits = jest.requireActual('./limits');
  return {
    ...limits,
    get CALLER_INSPECT_MS() {
      return mockCallerInspectMs ?? limits.CALLER_INSPECT_MS;
    },
  };
});

const MIB = 1024 * 1024;
const LARGE = 40 * MIB;

let dir: string;
let pool: InspectionPool;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'inspect-'));
  pool = new InspectionPool({ size: 2 });
});
afterAll(async () => {
  await pool.close();
  await rm(dir, { recursive: true, force: true });
});

let files = 0;
async function fileOf(content: Uint8Array | string): Promise<string> {
  files += 1;
  const path = join(dir, `file-${files}`);
  await writeFile(path, content);
  return path;
}

async function inspectPath(path: string, options: InspectFileOptions = {}) {
  const file = await openFile(path);
  try {
    return await inspectFile(file, { pool, ...options });
  } finally {
    await file.close();
  }
}

/** A pool whose threads run `script` instead of this package's worker. */
async function poolOf(script: string, size = 2): Promise<InspectionPool> {
  const entry = `${await fileOf(script)}.cjs`;
  await writeFile(entry, script);
  return new InspectionPool({
    size,
    startWorker: options => startWorker({ ...options, entry }),
  });
}

const onTask = (body: string) => `
  const { parentPort } = require('node:worker_threads');
  const post = message => parentPort.postMessage(message);
  parentPort.on('message', task => { ${body} });`;

const HASHED = `
  post({ type: 'digest', result: { sha256: 'sha256:${'a'.repeat(64)}' } });`;
const INSPECTING = `
  post({ type: 'progress', step: 'inspect', bytes: 0 });
  post({ type: 'format', format: 'onnx' });`;

describe('digests', () => {
  it.each([
    0,
    1,
    CHUNK_SIZE - 1,
    CHUNK_SIZE,
    CHUNK_SIZE + 1,
    20 * MIB,
    LARGE + 17,
  ])('of %d bytes equal those of openssl and of the definition', async size => {
    const content = randomBytes(size);
    const path = await fileOf(content);
    const openssl = execFileSync('openssl', ['dgst', '-sha256', '-r', path]);
    const digester = new FileDigester(() => createHash('sha256'));
    digester.update(content);
    const { sha256, merkleRoot, leaves } = digester.digest();

    const inspected = await inspectPath(path, { chunks: true });
    expect(inspected.digests).toEqual({
      sha256: `sha256:${openssl.toString().slice(0, 64)}`,
      merkleRoot,
      chunkSize: 8_388_608,
    });
    expect(inspected.digests?.sha256).toBe(sha256);
    expect(inspected.chunks).toEqual(leaves);
    expect(inspected.identity.size).toBe(size);

    const alone = new InspectionPool({ size: 1 });
    try {
      for (const options of [
        { pool: alone },
        { pool: alone, inCaller: true },
        { inCaller: true },
        { spread: false },
      ]) {
        expect(await inspectPath(path, { chunks: true, ...options })).toEqual(
          inspected,
        );
      }
    } finally {
      await alone.close();
    }
  });

  it('are left out as asked', async () => {
    const path = await fileOf('x');
    const some = await inspectPath(path, { digests: 'sha256', chunks: true });
    expect(Object.keys(some.digests ?? {})).toEqual(['sha256']);
    expect(some).not.toHaveProperty('chunks');
    const none = await inspectPath(path, { digests: 'none', inspect: false });
    expect(none).not.toHaveProperty('digests');
    expect(none.inspection.status).toBe('unsupported');
  });

  it.each([
    ['threads', false],
    ['the caller', true],
  ])(
    'by %s are reported on their way, up to the whole',
    async (_, inCaller) => {
      const steps = new Set<string>();
      await inspectPath(await fileOf(randomBytes(LARGE)), {
        inCaller,
        onProgress: ({ step, bytes, total }) => {
          expect(total).toBe(LARGE);
          expect(bytes).toBeLessThanOrEqual(total);
          steps.add(step);
        },
      });
      expect(steps).toContain('hash');
    },
  );
});

describe('a file that changes while it is read', () => {
  it.each<[string, (path: string, size: number) => void]>([
    ['grows', path => appendFileSync(path, 'more')],
    ['is cut', path => truncateSync(path, 10)],
    ['is only touched', path => utimesSync(path, 1, 1)],
    [
      'gets other bytes of the same size',
      (path, size) => writeFileSync(path, Buffer.alloc(size, 'y')),
    ],
  ])('%s: is refused', async (_, change) => {
    for (const [size, inCaller] of [
      [1000, false],
      [LARGE, false],
      [LARGE, true],
    ] as const) {
      const path = await fileOf(Buffer.alloc(size, 'x'));
      let changed = false;
      await expect(
        inspectPath(path, {
          inCaller,
          onProgress: () => {
            if (!changed) {
              change(path, size);
            }
            changed = true;
          },
        }),
      ).rejects.toMatchObject({ code: 'CHANGED_WHILE_READ', path });
    }
  });

  it('is refused when it changed between opening and reading', async () => {
    const path = await fileOf('before');
    const file = await openFile(path);
    await writeFile(path, 'behind');
    try {
      await expect(inspectFile(file, { pool })).rejects.toMatchObject({
        code: 'CHANGED_WHILE_READ',
      });
    } finally {
      await file.close();
    }
  });
});

describe('cancelling', () => {
  const neverEnds = onTask(`${INSPECTING} for (;;) {}`);

  it('ends a reader that never ends, and the thread with it', async () => {
    const stuck = await poolOf(neverEnds, 1);
    const abort = new AbortController();
    const path = await fileOf('x');
    await expect(
      inspectPath(path, {
        pool: stuck,
        signal: abort.signal,
        onProgress: () => abort.abort('enough'),
      }),
    ).rejects.toMatchObject({ code: 'CANCELLED', cause: 'enough' });
    // The only seat of the pool is free again.
    const again = new AbortController();
    const second = inspectPath(path, {
      pool: stuck,
      signal: again.signal,
      onProgress: () => again.abort(),
    });
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    await stuck.close();
  });

  it('ends the hashing of the caller', async () => {
    const abort = new AbortController();
    await expect(
      inspectPath(await fileOf(randomBytes(LARGE)), {
        inCaller: true,
        signal: abort.signal,
        onProgress: () => abort.abort('enough'),
      }),
    ).rejects.toMatchObject({ code: 'CANCELLED', cause: 'enough' });
  });

  it('works before it begins and while it waits for a thread', async () => {
    const path = await fileOf('x');
    await expect(
      inspectPath(path, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });

    const stuck = await poolOf(neverEnds, 1);
    const first = inspectPath(path, { pool: stuck });
    const abort = new AbortController();
    const waiting = inspectPath(path, { pool: stuck, signal: abort.signal });
    setImmediate(() => abort.abort());
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    const closing = stuck.close();
    await expect(first).rejects.toMatchObject({ code: 'CLOSED' });
    await closing;
    await expect(inspectPath(path, { pool: stuck })).rejects.toMatchObject({
      code: 'CLOSED',
    });
  });
});

describe('a thread that does not come to an end', () => {
  it.each<[string, string, string, InspectFileOptions]>([
    ['TIMEOUT', 'for (;;) {}', 'reading', { limits: { timeoutMs: 50 } }],
    [
      'OUT_OF_MEMORY',
      'const all = []; for (;;) all.push({ a: [1, 2, 3] });',
      'memory',
      { limits: { memoryMb: 32 } },
    ],
    [
      'OUT_OF_MEMORY',
      'const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1));',
      'memory',
      { limits: { memoryMb: 64 } },
    ],
    [
      // Doubling a large table is one allocation: under a tight limit of V8's own it ends the process.
      'OUT_OF_MEMORY',
      'const all = new Map(); for (let i = 0; ; i++) all.set(i, i);',
      'memory',
      { limits: { memoryMb: 128 } },
    ],
    [
      'OUT_OF_MEMORY',
      'let all = [0]; for (;;) all = [...all, ...all];',
      'memory',
      { limits: { memoryMb: 128 } },
    ],
    ['INTERNAL', 'process.exit(3);', 'ended', {}],
    ['INTERNAL', 'throw new Error("bug");', 'ended', {}],
  ])('is an answer (%s) after %s', async (code, body, message, options) => {
    const hostile = await poolOf(onTask(`${HASHED}${INSPECTING}${body}`));
    const inspected = await inspectPath(await fileOf('x'), {
      ...options,
      digests: 'sha256',
      pool: hostile,
    });
    expect(inspected).toMatchObject({
      digests: { sha256: `sha256:${'a'.repeat(64)}` },
      inspection: {
        format: 'onnx',
        status: 'failed',
        findings: [],
        error: { code, message: expect.stringContaining(message) },
      },
    });
    await hostile.close();
  });

  it.each<[string, string, InspectFileOptions]>([
    ['WORKER_DIED', 'process.exit(0);', {}],
    ['WORKER_DIED', 'throw new Error("bug");', {}],
    ['WORKER_DIED', 'post({ type: "strange" });', {}],
    ['NOT_READABLE', 'post({ type: "unreadable", message: "EIO" });', {}],
    ['IDLE_TIMEOUT', 'setTimeout(() => {}, 1e6);', { limits: { idleMs: 50 } }],
  ])('is an error (%s) while hashing: %s', async (code, body, options) => {
    const broken = await poolOf(
      onTask(`post({ type: 'progress', step: 'hash', bytes: 0 }); ${body}`),
    );
    await expect(
      inspectPath(await fileOf('x'), { ...options, pool: broken }),
    ).rejects.toMatchObject({ code });
    await broken.close();
  });

  it('is an error when it does not even start', async () => {
    const missing = new InspectionPool({
      startWorker: options =>
        startWorker({ ...options, entry: join(dir, 'none.cjs') }),
    });
    await expect(
      inspectPath(await fileOf('x'), { pool: missing }),
    ).rejects.toMatchObject({ code: 'WORKER_DIED' });
    await missing.close();
  });

  it('leaves the pool usable for the next file', async () => {
    const path = await fileOf('x');
    const once = await poolOf(
      onTask(
        `${INSPECTING} if (task.size === 1) process.exit(1);
         post({ type: 'inspection', inspection: { format: 'onnx', status: 'clean', findings: [] } });
         post({ type: 'done' });`,
      ),
      1,
    );
    const [first, second] = await Promise.all([
      inspectPath(path, { pool: once }),
      inspectPath(await fileOf('xx'), { pool: once }),
    ]);
    expect(first.inspection.status).toBe('failed');
    expect(second.inspection.status).toBe('clean');
    await once.close();
  });
});

describe('a structure that takes the caller long', () => {
  /** Reads all over the file for so long. */
  async function readerOf(ms: number) {
    const entry = join(dir, `reads-${ms}.cjs`);
    await writeFile(
      entry,
      `exports.reader = {
        formats: ['onnx'],
        detect: () => 'onnx',
        read(source) {
          const end = performance.now() + ${ms};
          for (let i = 0; performance.now() < end; i++) {
            source.read((i * 4096) % source.size, 1);
          }
        },
      };`,
    );
    return [{ name: 'slow', entry }];
  }

  /** Threads that were started for it. */
  async function inspectSlowly(ms: number): Promise<number> {
    let started = 0;
    const counting = new InspectionPool({
      size: 2,
      startWorker: options => {
        started += 1;
        return startWorker(options);
      },
    });
    const content = randomBytes(2 * MIB);
    try {
      const { inspection, digests } = await inspectPath(await fileOf(content), {
        pool: counting,
        inCaller: true,
        digests: 'sha256',
        readers: await readerOf(ms),
      });
      expect(inspection).toMatchObject({ format: 'onnx', status: 'clean' });
      expect(digests?.sha256).toBe(
        `sha256:${createHash('sha256').update(content).digest('hex')}`,
      );
      return started;
    } finally {
      await counting.close();
    }
  }

  it('is read by a thread, while the caller hashes', async () => {
    expect(await inspectSlowly(CALLER_INSPECT_MS + 200)).toBe(1);
  });

  it('has ended when the hash was cancelled', async () => {
    const stuck = await poolOf(onTask(`${INSPECTING} for (;;) {}`));
    const abort = new AbortController();
    await expect(
      inspectPath(await fileOf(randomBytes(LARGE)), {
        pool: stuck,
        inCaller: true,
        readers: await readerOf(CALLER_INSPECT_MS + 200),
        signal: abort.signal,
        onProgress: () => abort.abort('enough'),
      }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(stuck.free).toBe(2);
    await stuck.close();
  });

  it('needs no thread when it is short', async () => {
    // A pause of the machine is no long structure.
    mockCallerInspectMs = 60_000;
    try {
      expect(await inspectSlowly(0)).toBe(0);
    } finally {
      mockCallerInspectMs = undefined;
    }
  });
});

describe('many files at once', () => {
  it('each get their own answer and leave no descriptor open', async () => {
    const open = () =>
      readdirSync('/proc/self/fd').filter(fd => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(dir);
        } catch {
          return false;
        }
      });
    const contents = Array.from({ length: 20 }, (_, i) => Buffer.from(`${i}`));
    const answers = await Promise.all(
      contents.map(async content => inspectPath(await fileOf(content))),
    );
    expect(answers.map(({ digests }) => digests?.sha256)).toEqual(
      contents.map(
        content =>
          `sha256:${createHash('sha256').update(content).digest('hex')}`,
      ),
    );
    expect(open()).toEqual([]);
  });
});
