import type { Response } from 'express';
import { HttpError } from '../errors/HttpError';

/** What the bodies of all running requests take together, until each is answered. */
export class HeldBytes {
  #bytes = 0;
  readonly #byAnswer = new WeakMap<Response, number>();

  constructor(private readonly limit: number) {}

  /** Throws `BUSY`. */
  take(bytes: number, res: Response): void {
    if (this.#bytes + bytes > this.limit) {
      throw new HttpError('BUSY', 'Too many bodies are being read; try again');
    }
    const before = this.#byAnswer.get(res);
    if (before === undefined) {
      res.once('close', () => {
        this.#bytes -= this.#byAnswer.get(res) ?? 0;
      });
    }
    this.#byAnswer.set(res, (before ?? 0) + bytes);
    this.#bytes += bytes;
  }
}
