import type { Response } from 'express';
import { HttpError } from '../errors/HttpError';

/** What the bodies of all running requests take together, until each is answered. */
export class HeldBytes {
  #bytes = 0;

  constructor(private readonly limit: number) {}

  /** Throws `BUSY`. */
  take(bytes: number, res: Response): void {
    if (this.#bytes + bytes > this.limit) {
      throw new HttpError('BUSY', 'Too many bodies are being read; try again');
    }
    this.#bytes += bytes;
    res.once('close', () => {
      this.#bytes -= bytes;
    });
  }
}
