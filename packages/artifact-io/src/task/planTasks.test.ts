import { COLD_SPLIT_BYTES, SPLIT_BYTES } from '../limits';
import { planTasks, TaskPlan } from './planTasks';

const inspect = { tensors: false };

/** One line per thread: what it does, in its order. */
function planOf(options: Partial<Parameters<typeof planTasks>[0]>): string[] {
  const { caller, threads }: TaskPlan = planTasks({
    fd: 3,
    size: SPLIT_BYTES,
    sha256: true,
    leaves: true,
    inspect,
    inCaller: false,
    spread: true,
    free: 2,
    ...options,
  });
  const lines = threads.map(task => ({ who: 'thread', ...task }));
  return [...(caller ? [{ who: 'caller', ...caller }] : []), ...lines].map(
    ({ who, digest, ...rest }) =>
      [
        who,
        digest?.sha256 && 'sha256',
        digest?.leaves && 'leaves',
        'inspect' in rest && rest.inspect && 'inspect',
      ]
        .filter(Boolean)
        .join(' '),
  );
}

describe('planTasks', () => {
  it.each<[string, Parameters<typeof planOf>[0], string[]]>([
    ['a large file', {}, ['thread sha256', 'thread leaves inspect']],
    [
      'a large file without leaves',
      { leaves: false },
      ['thread sha256', 'thread inspect'],
    ],
    ['a small file', { size: 1 }, ['thread sha256 leaves inspect']],
    ['one free thread', { free: 1 }, ['thread sha256 leaves inspect']],
    ['several files', { spread: false }, ['thread sha256 leaves inspect']],
    [
      'a large file, with the caller',
      { inCaller: true, size: COLD_SPLIT_BYTES },
      ['caller sha256 inspect', 'thread leaves'],
    ],
    [
      'a large file without leaves, with the caller',
      { inCaller: true, size: COLD_SPLIT_BYTES, leaves: false },
      ['caller sha256 inspect'],
    ],
    [
      'the caller, and no thread worth starting',
      { inCaller: true },
      ['caller sha256 leaves inspect'],
    ],
    [
      'the caller and one core',
      { inCaller: true, size: COLD_SPLIT_BYTES, free: 1 },
      ['caller sha256 leaves inspect'],
    ],
    [
      'the caller without digests',
      { inCaller: true, sha256: false, leaves: false },
      ['caller inspect'],
    ],
    ['no digests', { sha256: false, leaves: false }, ['thread inspect']],
    ['digests only', { inspect: undefined, size: 1 }, ['thread sha256 leaves']],
    [
      'digests only, of the caller',
      { inspect: undefined, inCaller: true, leaves: false },
      ['caller sha256'],
    ],
    ['nothing', { inspect: undefined, sha256: false, leaves: false }, []],
  ])('%s', (_, options, expected) => {
    expect(planOf(options)).toEqual(expected);
  });

  it.each<[string, Partial<Parameters<typeof planTasks>[0]>, boolean[]]>([
    ['one hash and a free core', { leaves: false }, [true]],
    ['two hashes on two cores', {}, [false, false]],
    ['two hashes on four cores', { free: 4 }, [true, true]],
    ['a small file', { size: 1 }, [false]],
    ['one core', { leaves: false, free: 1 }, [false]],
    ['several files', { leaves: false, spread: false }, [false]],
  ])('reads beside hashing: %s', (_, options, overlaps) => {
    const { threads } = planTasks({
      fd: 3,
      size: SPLIT_BYTES,
      sha256: true,
      leaves: true,
      inCaller: false,
      spread: true,
      free: 2,
      ...options,
    });
    expect(threads.map(({ digest }) => digest?.overlap)).toEqual(overlaps);
  });
});
