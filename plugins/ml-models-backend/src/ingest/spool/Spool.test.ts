import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Spool } from './Spool';

describe('Spool', () => {
  let folder: string;
  let spool: Spool;
  const now = new Date('2026-03-01T00:00:00Z');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ml-models-spool-'));
    spool = new Spool(folder, 1000);
    await spool.open(now);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (bytes: number, maxBytes = 10_000) =>
    spool.write(Readable.from([Buffer.alloc(bytes, 1)]), {
      area: 'fetched',
      maxBytes,
    });
  const files = () => readdir(join(folder, 'fetched'));

  it('bounds all files together', async () => {
    const first = await write(600);
    await expect(write(600)).rejects.toMatchObject({ code: 'NO_SPACE' });
    await spool.remove(first.path);
    await write(600);
    expect(await files()).toHaveLength(1);
  });

  it('bounds one file by its own limit', async () => {
    await expect(write(200, 100)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(await files()).toEqual([]);
    // What failed takes no room.
    await write(1000);
  });

  it('counts what lies there when it opens, and removes what is old', async () => {
    const old = join(folder, 'fetched', 'old');
    await writeFile(old, Buffer.alloc(900));
    const longAgo = new Date(now.getTime() - 25 * 3_600_000);
    await utimes(old, longAgo, longAgo);
    const upload = join(folder, 'uploaded', 'recent');
    await writeFile(upload, Buffer.alloc(500));
    await utimes(upload, longAgo, longAgo);

    const reopened = new Spool(folder, 1000);
    await reopened.open(now);
    expect(await files()).toEqual([]);
    await expect(
      reopened.write(Readable.from([Buffer.alloc(600)]), {
        area: 'uploaded',
        maxBytes: 10_000,
      }),
    ).rejects.toMatchObject({ code: 'NO_SPACE' });
  });

  it('removes what is gone already', async () => {
    await expect(
      spool.remove(join(folder, 'fetched', 'none')),
    ).resolves.toBeUndefined();
  });
});
