import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFile } from './file/openFile';
import { inspectFile, InspectFileOptions } from './inspectFile';
import { TIMESTAMP_TICK_MS } from './limits';

jest.mock('node:timers/promises', () => ({
  setTimeout: jest.fn(async () => {}),
}));

describe('the times of a file', () => {
  let dir: string;
  beforeEach(async () => {
    jest.mocked(sleep).mockClear();
    dir = await mkdtemp(join(tmpdir(), 'settle-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  /** Inspects a file whose last change lies `age` ms back. */
  async function inspectAtAge(age: number, options: InspectFileOptions = {}) {
    const path = join(dir, 'file');
    await writeFile(path, 'x');
    await utimes(path, 1, 1);
    const file = await openFile(path);
    const changed = Number(BigInt(file.identity.ctimeNs) / 1_000_000n);
    const now = jest.spyOn(Date, 'now').mockReturnValue(changed + age);
    try {
      return await inspectFile(file, {
        inspect: false,
        inCaller: true,
        ...options,
      });
    } finally {
      now.mockRestore();
      await file.close();
    }
  }

  it('are waited for while a further write might not show in them', async () => {
    await inspectAtAge(5);
    expect(sleep).toHaveBeenCalledWith(TIMESTAMP_TICK_MS - 5);
  });

  it.each([
    ['of an older file', TIMESTAMP_TICK_MS, {}],
    ['of a file that nobody writes', 5, { settled: true }],
  ])('%s are not', async (_, age, options) => {
    await inspectAtAge(age, options);
    expect(sleep).not.toHaveBeenCalled();
  });
});
