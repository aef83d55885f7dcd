import { EventEmitter } from 'node:events';
import type { Request } from 'express';
import { HTTP_LIMITS } from '../limits';
import { watchBody } from './watchBody';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function aRequest() {
  const socket = { bytesRead: 0 };
  const req = Object.assign(new EventEmitter(), { socket, complete: false });
  return { req: req as Partial<Request> as Request, socket, emitter: req };
}

describe('watchBody', () => {
  const limits = { idleMs: 10_000, totalMs: 30_000 };

  it('gives up on a sender that sends nothing', () => {
    const { req } = aRequest();
    const { signal } = watchBody(req, limits);
    jest.advanceTimersByTime(limits.idleMs - HTTP_LIMITS.bodyWatchMs);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(HTTP_LIMITS.bodyWatchMs);
    expect(signal.reason).toMatchObject({ code: 'BODY_TOO_SLOW' });
  });

  it('gives up on a sender that drips', () => {
    const { req, socket } = aRequest();
    const { signal } = watchBody(req, limits);
    for (let ms = 0; ms < limits.totalMs; ms += 1_000) {
      expect(signal.aborted).toBe(false);
      socket.bytesRead += 1;
      jest.advanceTimersByTime(1_000);
    }
    expect(signal.reason).toMatchObject({ code: 'BODY_TOO_SLOW' });
  });

  it('says that a sender went away before the end, not after it', () => {
    const gone = aRequest();
    const { signal } = watchBody(gone.req, limits);
    gone.emitter.emit('close');
    expect(signal.reason).toMatchObject({ code: 'ABORTED' });

    const done = aRequest();
    const watch = watchBody(done.req, limits);
    done.emitter.complete = true;
    done.emitter.emit('close');
    watch.end();
    jest.advanceTimersByTime(limits.totalMs);
    expect(watch.signal.aborted).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });
});
