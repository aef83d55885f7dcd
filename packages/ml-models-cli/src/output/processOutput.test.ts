import * as fs from 'node:fs';
import { processOutput } from './processOutput';

jest.mock('node:fs', () => ({
  ...jest.requireActual('node:fs'),
  writeSync: jest.fn(),
}));
const writeSync = fs.writeSync as unknown as jest.Mock;

function failing(code: string) {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

/** Takes so many bytes of what is written, then does as `next` says. */
function takes(bytes: number, next: () => number) {
  let left = bytes;
  let taken = '';
  writeSync.mockImplementation((_fd, buffer: Buffer, offset: number) => {
    if (left === 0) {
      return next();
    }
    const part = buffer.subarray(offset, offset + Math.min(left, 2));
    taken += part.toString();
    left -= part.length;
    return part.length;
  });
  return () => taken;
}

const written: string[] = [];
beforeEach(() => {
  written.length = 0;
  writeSync.mockReset();
  jest.spyOn(process.stdout, 'write').mockImplementation(part => {
    written.push(part.toString());
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

describe('processOutput', () => {
  it('writes an answer in as many parts as it takes', async () => {
    const taken = takes(10, failing('EIO'));
    await processOutput().answer('0123456789');
    expect(taken()).toBe('0123456789');
    expect(written).toEqual([]);
  });

  it('leaves what does not fit to the stream, and all that follows', async () => {
    const taken = takes(4, failing('EAGAIN'));
    const output = processOutput();
    await output.answer('0123456789');
    await output.answer('next');
    expect(taken()).toBe('0123');
    expect(written).toEqual(['456789', 'next']);
  });

  it('waits until the stream has room', async () => {
    takes(0, failing('EAGAIN'));
    (process.stdout.write as jest.Mock).mockReturnValue(false);
    let done = false;
    const answer = processOutput()
      .answer('text')
      .then(() => {
        done = true;
      });
    await new Promise(resolve => setImmediate(resolve));
    expect(done).toBe(false);
    process.stdout.emit('drain');
    await answer;
  });

  it('goes on without a reader', async () => {
    takes(2, failing('EPIPE'));
    const output = processOutput();
    await output.answer('0123');
    await output.answer('next');
    expect(written).toEqual([]);
    expect(writeSync).toHaveBeenCalledTimes(2);
  });

  it('does not hide another failure', async () => {
    takes(0, failing('ENOSPC'));
    await expect(processOutput().answer('text')).rejects.toThrow('ENOSPC');
  });
});
