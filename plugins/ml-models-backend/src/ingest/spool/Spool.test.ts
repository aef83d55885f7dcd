import * as fsPromises from 'node:fs/promises';
import {
  mkdtemp,
  readdir,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { SPOOL_PROBE_MS, STALE_MS } from '../limits';
import { Spool } from './Spool';

jest.mock('node:fs/promises', () => ({
  ...jest.requireActual('node:fs/promises'),
  open: jest.fn(jest.requireActual('node:fs/promises').open),
}));
const open = fsPromises.open as unknown as jest.Mock;

describe('Spool', () => {
  let folder: string;
  let spool: Spool;
  const limits = {
    spoolBytes: 1000,
    callerSpoolBytes: 500,
    spoolFreeBytes: 0,
  };

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
  const bytesIn = async (area: string) => {
    const names = await readdir(join(folder, area));
    const found = await Promise.all(
      names.map(name => stat(join(folder, area, name))),
    );
    return found.reduce((sum, { size }) => sum + size, 0);
  };
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

  const upload = (bytes: number, name: string, held = 0) =>
    spool.write(Readable.from([Buffer.alloc(bytes, 1)]), {
      area: 'uploaded',
      maxBytes: 10_000,
      holder: { name, bytes: held },
    });

  it('R1: has one name for all who share the directory, also after a restart', async () => {
    const together = [1, 2, 3].map(() => new Spool(folder, limits).id());
    const ids = await Promise.all([...together, spool.id()]);
    expect(new Set(ids).size).toBe(1);
    const other = await mkdtemp(join(tmpdir(), 'ml-models-spool-'));
    expect(await new Spool(other, limits).id()).not.toBe(ids[0]);
    await rm(other, { recursive: true });
    await writeFile(join(folder, 'spool-id'), '../other');
    await expect(new Spool(folder, limits).id()).rejects.toMatchObject({
      code: 'SPOOL_UNUSABLE',
      cause: { message: expect.stringContaining('spool-id') },
    });
  });

  it('R2: one caller cannot take what is there for all, whatever is read of it already', async () => {
    await expect(upload(600, 'eve')).rejects.toMatchObject({
      code: 'NO_SPACE',
      message: expect.stringContaining('your uploads'),
    });
    await upload(400, 'eve');
    await expect(upload(200, 'eve', 400)).rejects.toMatchObject({
      code: 'NO_SPACE',
    });
    await upload(200, 'ada');
  });

  it('R2: uploads leave room for fetched files, and these for uploads', async () => {
    await upload(400, 'a');
    await upload(350, 'b');
    await expect(upload(1, 'c')).rejects.toMatchObject({ code: 'NO_SPACE' });
    await write(250);
    await expect(write(1)).rejects.toMatchObject({ code: 'NO_SPACE' });
  });

  it('R2: an upload that no row names goes from the disk, but not one that has just come', async () => {
    const [held, stray, fresh] = [
      await upload(10, 'a'),
      await upload(10, 'a'),
      await upload(10, 'a'),
    ];
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const { path } of [held, stray]) {
      await utimes(path, longAgo, longAgo);
    }
    await spool.removeUnheld(async () => [held.path]);
    const left = await readdir(join(folder, 'uploaded'));
    expect(left.map(name => join(folder, 'uploaded', name)).sort()).toEqual(
      [held.path, fresh.path].sort(),
    );
    expect(await spool.usage()).toMatchObject({ uploaded: 20 });
  });

  it('R2: what a killed process was writing goes once it fell silent, what lives and what is held stays', async () => {
    const killed = new Spool(folder, limits);
    const request = { maxBytes: 100 };
    const bytes = () => Readable.from([Buffer.alloc(10)]);
    await killed.write(bytes(), { ...request, area: 'fetched' });
    await killed.write(bytes(), { ...request, area: 'uploaded' });
    const held = await killed.write(bytes(), { ...request, area: 'uploaded' });
    const own = await upload(10, 'a');

    const look = async () => {
      await spool.removeUnheld(async () => [held.path]);
      await spool.tidy();
      const { fetched, uploaded } = await spool.usage();
      return { fetched, uploaded };
    };
    expect(await look()).toEqual({ fetched: 10, uploaded: 30 });

    const writers = join(folder, 'writers');
    const longAgo = new Date(Date.now() - 2 * STALE_MS);
    for (const name of await readdir(writers)) {
      if (!own.name.includes(name)) {
        await utimes(join(writers, name), longAgo, longAgo);
      }
    }
    expect(await look()).toEqual({ fetched: 0, uploaded: 20 });
    expect(await readdir(writers)).toHaveLength(1);
  });

  const unusable = { code: 'SPOOL_UNUSABLE' };

  it.each([
    ['directory', '.'],
    ['folder of fetched files', 'fetched'],
    ['folder of uploads', 'uploaded'],
    ['folder of its writers', 'writers'],
  ])('a %s that went under a running process is made anew', async (_, what) => {
    const before = await spool.id();
    const file = await write(100);
    await upload(50, 'a');
    await rm(join(folder, what), { recursive: true });
    await write(100).catch(() => {});
    jest
      .spyOn(performance, 'now')
      .mockReturnValue(performance.now() + 2 * SPOOL_PROBE_MS);
    await write(300);
    await upload(50, 'a');
    const { fetched } = await spool.usage();
    expect(fetched).toBe(await bytesIn('fetched'));
    expect((await spool.id()) === before).toBe(what !== '.');
    await spool.remove(file.path);
    jest.restoreAllMocks();
  });

  it('a directory that went is the failure of the spool at once, and not of a source or sender', async () => {
    const file = await write(100);
    await rm(folder, { recursive: true });
    await expect(write(10)).rejects.toMatchObject(unusable);
    await expect(spool.open(file)).rejects.toMatchObject(unusable);
  });

  it.each(['fetched', 'uploaded', 'writers'])(
    'is not to be used when %s takes no files, and says so',
    async what => {
      await rm(join(folder, what), { recursive: true });
      await writeFile(join(folder, what), 'no folder');
      const broken = new Spool(folder, limits);
      await expect(broken.id()).rejects.toMatchObject(unusable);
      await expect(broken.usage()).rejects.toMatchObject(unusable);
      await rm(join(folder, what));
      await expect(broken.usage()).resolves.toMatchObject({ limit: 1000 });
    },
  );

  it.each(['EACCES', 'EIO', 'ENOENT', 'ENOTDIR', 'EMFILE'])(
    'an error of its disk (%s) is none of the sender',
    async errno => {
      open.mockRejectedValueOnce(
        Object.assign(new Error(errno), { code: errno }),
      );
      await expect(write(10)).rejects.toMatchObject(unusable);
      await write(10);
    },
  );

  it('those who share the directory count what lies there, whoever wrote and whoever removed it', async () => {
    const other = new Spool(folder, limits);
    const bytes = (length: number) => Readable.from([Buffer.alloc(length)]);
    const request = { area: 'fetched', maxBytes: 10_000 } as const;
    const file = await write(600);
    await expect(other.write(bytes(450), request)).rejects.toMatchObject({
      code: 'NO_SPACE',
    });
    expect(await other.usage()).toMatchObject({ used: 600 });
    await rm(file.path);
    expect(await spool.usage()).toMatchObject({ used: 0 });
    await other.write(bytes(700), request);
    await expect(write(100)).rejects.toMatchObject({ code: 'NO_SPACE' });
    expect(await files()).toHaveLength(1);
  });

  it('two that write at once do not pass the limit together', async () => {
    const other = new Spool(folder, limits);
    const pieces = async function* pieces() {
      for (let sent = 0; sent < 600; sent += 100) {
        yield Buffer.alloc(100);
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    };
    const request = { area: 'fetched', maxBytes: 10_000 } as const;
    await Promise.allSettled(
      [spool, other].map(each => each.write(Readable.from(pieces()), request)),
    );
    expect((await spool.usage()).used).toBeLessThanOrEqual(750);
  });

  it.each(['ENOSPC', 'EDQUOT', 'EROFS'])(
    'R7: tells a disk that takes no more (%s) from a limit',
    async code => {
      open.mockRejectedValueOnce(Object.assign(new Error(code), { code }));
      await expect(write(10)).rejects.toMatchObject({ code: 'DISK_FULL' });
      await write(10);
    },
  );
});
