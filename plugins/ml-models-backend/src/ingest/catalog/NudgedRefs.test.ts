import { once, EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { RECONCILE_PAGE } from '../limits';
import { NudgedRefs } from './NudgedRefs';

describe('NudgedRefs', () => {
  const woken = new EventEmitter();
  const wakes = jest.fn(() => woken.emit('wake'));

  beforeEach(() => {
    wakes.mockClear();
  });

  it('P1: what the catalog does not show yet is looked at again, a bounded number of times', async () => {
    const nudged = new NudgedRefs(wakes, [0, 0]);
    nudged.add('a');
    nudged.add('b');
    const first = nudged.take();
    expect([...first.keys()]).toEqual(['a', 'b']);
    expect(nudged.take().size).toBe(0);

    // a was queued
    const second = once(woken, 'wake');
    nudged.lookAgain(new Map([...first].slice(1)));
    await second;
    const third = once(woken, 'wake');
    nudged.lookAgain(nudged.take());
    await third;
    const last = nudged.take();
    // as many looks as there were: there is no pause for another
    expect([...last]).toEqual([['b', 2]]);
    wakes.mockClear();
    nudged.lookAgain(last);
    await setImmediate();
    await setImmediate();
    expect(wakes).not.toHaveBeenCalled();
  });

  it('P1: one nudge or thousands wake the comparison once, and are taken by pages', () => {
    const nudged = new NudgedRefs(wakes, []);
    for (let index = 0; index < RECONCILE_PAGE + 1; index++) {
      nudged.add(`mlmodel:default/${index}`);
      nudged.add(`mlmodel:default/${index}`);
    }
    expect(wakes).toHaveBeenCalledTimes(1);
    expect(nudged.take().size).toBe(RECONCILE_PAGE);
    expect(nudged.take().size).toBe(1);
    expect(nudged.take().size).toBe(0);
  });
});
