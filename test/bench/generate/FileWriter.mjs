import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

const MIB = 1_048_576;
const GATHERED = 65_536;
const noise = randomFillSync(Buffer.alloc(MIB));

/** Writes a large file front to back. Weights are noise, no holes: a hash must read every byte from memory. */
export class FileWriter {
  position = 0;
  #pieces = [];
  #pending = 0;

  constructor(path) {
    this.fd = openSync(path, 'w');
  }

  write(bytes) {
    this.#pieces.push(bytes);
    this.#pending += bytes.length;
    this.position += bytes.length;
    if (this.#pending > GATHERED) this.#flush();
  }

  /** `length` bytes of noise that differ from block to block. */
  weights(length) {
    this.#flush();
    for (let left = length; left > 0; left -= MIB) {
      if (left >= 4) noise.writeUInt32LE(this.position >>> 0, 0);
      const block = noise.subarray(0, Math.min(left, MIB));
      writeSync(this.fd, block);
      this.position += block.length;
    }
  }

  align(bytes) {
    const rest = this.position % bytes;
    if (rest > 0) this.write(Buffer.alloc(bytes - rest));
  }

  close() {
    this.#flush();
    closeSync(this.fd);
  }

  #flush() {
    if (this.#pending === 0) return;
    const all = Buffer.concat(this.#pieces);
    writeSync(this.fd, all);
    this.#pieces = [];
    this.#pending = 0;
  }
}
