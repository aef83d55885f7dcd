import { setImmediate } from 'node:timers/promises';
import { MAX_BATCH_BYTES, MAX_BATCH_COMMANDS } from '../../domain/limits';
import { aMeasurement } from '../__testUtils__/commands';
import { createAppendQueue } from './createAppendQueue';
import type { Submission } from './Submission';

const by = 'user:default/ada';

/** A queue whose every commit waits for `release`, with the batches that it got. */
function aQueue() {
  const batches: Submission[][] = [];
  const releases: (() => void)[] = [];
  const execute = createAppendQueue(async submissions => {
    batches.push([...submissions]);
    await new Promise<void>(resolve => {
      releases.push(resolve);
    });
    return submissions.map(() => ({ error: 'done' }));
  });
  const submit = async (version: string, bytes = 0) => {
    const documents =
      bytes > 0
        ? [{ digest: '', mediaType: '', bytes: new Uint8Array(bytes) }]
        : [];
    await execute(aMeasurement({ version }), { by, documents }).catch(
      () => undefined,
    );
  };
  const drain = async (done: Promise<unknown>) => {
    let isDone = false;
    void done.then(() => {
      isDone = true;
    });
    while (!isDone) {
      releases.shift()?.();
      await setImmediate();
    }
  };
  const versions = () =>
    batches.map(batch =>
      batch.map(({ command }) => 'version' in command && command.version),
    );
  return { submit, drain, versions };
}

describe('createAppendQueue', () => {
  it('P3: the first goes at once; what arrives meanwhile goes together and in order', async () => {
    const { submit, drain, versions } = aQueue();
    await drain(Promise.all(['a', 'b', 'c'].map(each => submit(each))));
    expect(versions()).toEqual([['a'], ['b', 'c']]);
    await drain(submit('d'));
    expect(versions()).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  it('P3: who is answered and goes on at once comes along with those that waited', async () => {
    const { submit, drain, versions } = aQueue();
    const twice = async (name: string) => {
      await submit(`${name}1`);
      await submit(`${name}2`);
    };
    await drain(Promise.all(['a', 'b', 'c'].map(twice)));
    expect(versions()).toEqual([['a1'], ['b1', 'c1', 'a2'], ['b2', 'c2']]);
  });

  it('P3: a transaction takes no more than its commands', async () => {
    const { submit, drain, versions } = aQueue();
    const names = Array.from({ length: MAX_BATCH_COMMANDS + 3 }, String);
    await drain(Promise.all(names.map(each => submit(each))));
    expect(versions().map(batch => batch.length)).toEqual([
      1,
      MAX_BATCH_COMMANDS,
      2,
    ]);
    expect(versions().flat()).toEqual(names);
  });

  it('P3: a transaction takes no more than its bytes; who has more goes alone', async () => {
    const { submit, drain, versions } = aQueue();
    const half = MAX_BATCH_BYTES / 2;
    await drain(
      Promise.all([
        submit('first'),
        submit('a', half),
        submit('b', half),
        submit('c', 1),
        submit('large', MAX_BATCH_BYTES + 1),
        submit('d'),
      ]),
    );
    expect(versions()).toEqual([
      ['first'],
      ['a', 'b'],
      ['c'],
      ['large'],
      ['d'],
    ]);
  });
});
