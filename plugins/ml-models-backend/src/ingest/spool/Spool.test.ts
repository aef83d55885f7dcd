import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Spool } from './Spool';

describe('Spool', () => {
  let folder: string;
  let spool: Spool;
  const limits = { spoolBytes: 1000, callerSpoolBytes: 500 };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ml-models-spool-'));
    spool = new Spool(folder, limits);
    await spool.tidy();
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
    await write(750);
  });

  it('counts what lies there, and removes what is old', async () => {
    const old = join(folder, 'fetched', 'old');
    await writeFile(old, Buffer.alloc(900));
    const longAgo = new Date(Date.now() - 25 * 3_600_000);
    await utimes(old, longAgo, longAgo);
    await writeFile(join(folder, 'uploaded', 'recent'), Buffer.alloc(500));

    const reopened = new Spool(folder, limits);
    await reopened.tidy();
    expect(await files()).toEqual([]);
    expect(await reopened.usage()).toMatchObject({
      fetched: 0,
      uploaded: 500,
      used: 500,
      limit: 1000,
    });
    expect((await reopened.usage()).free).toBeGreaterThan(0);
  });

  it('removes what is gone already', async () => {
    await expect(
      spool.remove(join(folder, 'fetched', 'none')),
    ).resolves.toBeUndefined();
  });
});
