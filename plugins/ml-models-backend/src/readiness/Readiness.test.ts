import { Readiness, ReadinessSources } from './Readiness';

const MINUTE = 60_000;
const GIB = 1024 ** 3;

function readiness(changes: Partial<ReadinessSources> = {}) {
  let now = 0;
  const sources: ReadinessSources = {
    queue: async () => ({
      queued: 0,
      running: 0,
      waiting: 0,
      oldestQueuedMs: 0,
    }),
    spool: async () => ({ used: 0, limit: 10, free: GIB }),
    spoolFreeBytes: GIB / 2,
    isProjected: async () => true,
    queueStuckAfterMs: 15 * MINUTE,
    monotonic: () => now,
    ...changes,
  };
  const asked = new Readiness(sources);
  return {
    read: () => asked.read(),
    pass(ms: number) {
      now += ms;
    },
  };
}

describe('readiness', () => {
  it.each<[string, Partial<ReadinessSources>, string[]]>([
    ['nothing is wrong', {}, []],
    [
      'a long queue is worked on',
      {
        queue: async () => ({
          queued: 500,
          running: 1,
          waiting: 0,
          oldestQueuedMs: 60 * MINUTE,
        }),
      },
      [],
    ],
    [
      'a queue waits and nothing runs',
      {
        queue: async () => ({
          queued: 1,
          running: 0,
          waiting: 0,
          oldestQueuedMs: 16 * MINUTE,
        }),
      },
      ['queue'],
    ],
    [
      'a queue has only just begun to wait',
      {
        queue: async () => ({
          queued: 1,
          running: 0,
          waiting: 0,
          oldestQueuedMs: 14 * MINUTE,
        }),
      },
      [],
    ],
    [
      'the spool is full',
      { spool: async () => ({ used: 10, limit: 10, free: GIB }) },
      ['spool'],
    ],
    [
      'the disk of the spool is full',
      { spool: async () => ({ used: 0, limit: 10, free: 1024 }) },
      ['spool'],
    ],
    [
      'the spool is gone',
      {
        spool: async () => {
          throw new Error('ENOENT');
        },
      },
      ['spool'],
    ],
    [
      'what waits is not due yet',
      {
        queue: async () => ({
          queued: 2,
          running: 0,
          waiting: 2,
          oldestQueuedMs: 60 * MINUTE,
        }),
      },
      [],
    ],
    [
      'the rows are of another version',
      { isProjected: async () => false },
      ['rebuild'],
    ],
    [
      'the database refuses, with the spool full too',
      {
        queue: async () => {
          throw new Error('password of user postgres');
        },
        spool: async () => ({ used: 11, limit: 10, free: GIB }),
      },
      ['database', 'spool'],
    ],
  ])(
    'O1: says in words what is not as it should be: %s',
    async (_, changes, reasons) => {
      expect(await readiness(changes).read()).toEqual({
        ready: reasons.length === 0,
        reasons,
      });
    },
  );

  it('O1: a database that does not answer is said not to, and is not waited for', async () => {
    jest.useFakeTimers();
    const answer = readiness({ queue: () => new Promise(() => {}) }).read();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await answer).toEqual({ ready: false, reasons: ['database'] });
    jest.useRealTimers();
  });

  it('O1: strangers who ask all the time cost one look', async () => {
    const queue = jest.fn(async () => ({
      queued: 0,
      running: 0,
      waiting: 0,
      oldestQueuedMs: 0,
    }));
    const { read, pass } = readiness({ queue });
    await Promise.all([read(), read(), read()]);
    pass(1_000);
    await read();
    expect(queue).toHaveBeenCalledTimes(1);
    pass(1_000);
    await read();
    expect(queue).toHaveBeenCalledTimes(2);
  });
});
