import { createHash } from 'node:crypto';
import * as fsPromises from 'node:fs/promises';
import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { ArtifactError, ArtifactErrorCode } from '../ArtifactError';
import { SpoolLimits, spoolStream } from './spoolStream';

jest.mock('node:fs/promises', () => ({
  ...jest.requireActual('node:fs/promises'),
  statfs: jest.fn(jest.requireActual('node:fs/promises').statfs),
}));
const statfs = fsPromises.statfs as unknown as jest.Mock;

const LIMITS: SpoolLimits = {
  maxBytes: 64 * 1024 * 1024,
  idleMs: 60_000,
  totalMs: 60_000,
  minFreeBytes: 0,
};

let dir: string;
let target: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spool-'));
  target = join(dir, 'part');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function bytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff));
}

const PIECE = bytes(64 * 1024);

function endless(): Readable {
  return new Readable({
    read() {
      this.push(PIECE);
    },
  });
}

async function fails(
  stream: Readable,
  limits: Partial<SpoolLimits>,
  code: ArtifactErrorCode,
  options: { signal?: AbortSignal; onProgress?(bytes: number): void } = {},
) {
  await expect(
    spoolStream(stream, target, {
      limits: { ...LIMITS, ...limits },
      ...options,
    }),
  ).rejects.toMatchObject({ name: 'ArtifactError', code, path: target });
  expect(stream.destroyed).toBe(true);
}

describe('spoolStream', () => {
  it.each([0, 1, 65_537, 5 * 1024 * 1024 + 3])(
    'writes and hashes %d bytes',
    async size => {
      const content = bytes(size);
      const pieces: Buffer[] = [];
      for (let at = 0; at < size; at += 40_009) {
        pieces.push(content.subarray(at, at + 40_009));
      }
      const seen: number[] = [];
      const spooled = await spoolStream(Readable.from(pieces), target, {
        limits: LIMITS,
        onProgress: n => seen.push(n),
      });
      expect(spooled).toEqual({
        bytes: size,
        sha256: `sha256:${createHash('sha256').update(content).digest('hex')}`,
      });
      expect((await readFile(target)).equals(content)).toBe(true);
      expect((await stat(target)).mode & 0o777).toBe(0o600);
      expect(seen.at(-1) ?? 0).toBe(size);
    },
  );

  it('takes exactly as many bytes as allowed', async () => {
    const limits = { ...LIMITS, maxBytes: 1000 };
    const spooled = await spoolStream(Readable.from([bytes(1000)]), target, {
      limits,
    });
    expect(spooled.bytes).toBe(1000);
  });

  it('stops at one byte more, and leaves nothing', async () => {
    await fails(Readable.from([bytes(1001)]), { maxBytes: 1000 }, 'TOO_LARGE');
    expect(await readdir(dir)).toEqual([]);
  });

  it('stops an endless stream', async () => {
    await fails(endless(), { maxBytes: 3_000_000 }, 'TOO_LARGE');
    expect(await readdir(dir)).toEqual([]);
  });

  it('stops a sender that falls silent', async () => {
    const silent = new PassThrough();
    silent.write('some');
    await fails(silent, { idleMs: 30 }, 'IDLE_TIMEOUT');
    expect(await readdir(dir)).toEqual([]);
  });

  it('stops a sender that trickles', async () => {
    const trickle = new PassThrough();
    const drip = setInterval(() => trickle.write('x'), 5);
    try {
      await fails(trickle, { totalMs: 60 }, 'TOTAL_TIMEOUT');
    } finally {
      clearInterval(drip);
    }
    expect(await readdir(dir)).toEqual([]);
  });

  it('R3: stops a sender that keeps below its minimum rate, and no other', async () => {
    const minRate = { bytesPerSecond: 10_000, windowMs: 60 };
    const drip = new PassThrough();
    const slow = setInterval(() => drip.write('x'), 5);
    try {
      await fails(drip, { minRate }, 'TOO_SLOW');
    } finally {
      clearInterval(slow);
    }
    expect(await readdir(dir)).toEqual([]);
    const steady = new PassThrough();
    let left = 40;
    const fast = setInterval(() => {
      left -= 1;
      steady.write(bytes(1000));
      if (left === 0) {
        clearInterval(fast);
        steady.end();
      }
    }, 5);
    const limits = { ...LIMITS, minRate };
    expect(await spoolStream(steady, target, { limits })).toMatchObject({
      bytes: 40_000,
    });
  });

  it('R3: takes no more of a sender than its rate, however much it sends', async () => {
    const seen: number[] = [];
    const begin = performance.now();
    await fails(
      endless(),
      { maxRate: 1_000_000, totalMs: 300 },
      'TOTAL_TIMEOUT',
      { onProgress: n => seen.push(n) },
    );
    const ms = performance.now() - begin;
    expect(seen.at(-1) ?? 0).toBeLessThanOrEqual(ms * 1000);
  });

  it('is cancelled by its signal, also before it begins', async () => {
    const abort = new AbortController();
    await fails(endless(), {}, 'CANCELLED', {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await fails(endless(), {}, 'CANCELLED', { signal: abort.signal });
    expect(await readdir(dir)).toEqual([]);
  });

  it('says that the sender failed, and why', async () => {
    const cause = new Error('connection reset');
    const broken = new PassThrough();
    broken.write('some');
    broken.destroy(cause);
    await expect(
      spoolStream(broken, target, { limits: LIMITS }),
    ).rejects.toMatchObject({ code: 'STREAM_FAILED', cause });
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes a stream that closed without its end for a failure', async () => {
    const cut = new PassThrough();
    cut.write('some');
    setImmediate(() => cut.destroy());
    await fails(cut, {}, 'STREAM_FAILED');
    const dead = new PassThrough();
    dead.destroy();
    await fails(dead, {}, 'STREAM_FAILED');
    expect(await readdir(dir)).toEqual([]);
  });

  it('leaves a file alone that is there already', async () => {
    await writeFile(target, 'mine');
    await fails(endless(), {}, 'TARGET_EXISTS');
    expect(await readFile(target, 'utf8')).toBe('mine');
  });

  it('does not begin without free space', async () => {
    await fails(
      endless(),
      { minFreeBytes: Number.MAX_SAFE_INTEGER },
      'NO_SPACE',
    );
    expect(await readdir(dir)).toEqual([]);
  });

  it('stops when the free space goes', async () => {
    statfs
      .mockResolvedValueOnce({ bavail: 2n, bsize: 4096n })
      .mockResolvedValueOnce({ bavail: 0n, bsize: 4096n });
    await fails(
      endless(),
      { minFreeBytes: 4096, maxBytes: 1024 ** 3 },
      'NO_SPACE',
    );
    expect(await readdir(dir)).toEqual([]);
  });

  it('a folder that is not there is the failure of the target, not of the source', async () => {
    const nowhere = join(dir, 'none', 'part');
    await expect(
      spoolStream(endless(), nowhere, { limits: LIMITS }),
    ).rejects.toMatchObject({ code: 'TARGET_UNUSABLE', path: nowhere });
  });

  it('a disk that fails in the middle is the failure of the target, not of the source', async () => {
    const failure = Object.assign(new Error('EIO'), { code: 'EIO' });
    statfs
      .mockResolvedValueOnce({ bavail: 2n, bsize: 4096n })
      .mockRejectedValueOnce(failure);
    await fails(endless(), { maxBytes: 1024 ** 3 }, 'TARGET_UNUSABLE');
    expect(await readdir(dir)).toEqual([]);
  });

  it.each([
    ['TOO_LARGE', { maxBytes: 1000 }],
    ['NO_SPACE', {}],
    ['IDLE_TIMEOUT', { idleMs: 20 }],
  ] as const)(
    'the first cause wins: %s stays, although the sender seems to go with it',
    async (code, limits) => {
      const sender = code === 'IDLE_TIMEOUT' ? new PassThrough() : endless();
      const gone = new AbortController();
      // As a request does: destroyed for whatever reason, it is closed before its end.
      sender.destroy = new Proxy(sender.destroy, {
        apply(destroy, self, given) {
          gone.abort();
          return Reflect.apply(destroy, self, given);
        },
      });
      await expect(
        spoolStream(sender, target, {
          limits: { ...LIMITS, ...limits },
          signal: gone.signal,
          mayWrite: async () => {
            if (code === 'NO_SPACE') {
              throw new ArtifactError('NO_SPACE', 'full');
            }
          },
        }),
      ).rejects.toMatchObject({ code });
      expect(gone.signal.aborted).toBe(true);
    },
  );
});
