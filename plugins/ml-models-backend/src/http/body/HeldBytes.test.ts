import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import { HeldBytes } from './HeldBytes';

const anAnswer = () => new EventEmitter() as Partial<Response> as Response;

describe('HeldBytes', () => {
  it('refuses what would be too much at once, until an answer has left', () => {
    const held = new HeldBytes(10);
    const first = anAnswer();
    const second = anAnswer();
    held.take(4, first);
    held.take(4, first);
    expect(() => held.take(3, second)).toThrow(
      expect.objectContaining({ code: 'BUSY' }),
    );
    held.take(2, second);
    first.emit('close');
    held.take(8, anAnswer());
    expect(() => held.take(1, second)).toThrow(
      expect.objectContaining({ code: 'BUSY' }),
    );
  });
});
