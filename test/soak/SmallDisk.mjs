// A disk of 64 MB that can be filled and emptied.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './atExit.mjs';

export class SmallDisk {
  /** Why there is none here; `undefined` when it is mounted. */
  missing;
  #over = () => {};

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'soak-disk-'));
    this.ballast = join(this.folder, 'ballast');
    try {
      execFileSync(
        'mount',
        ['-t', 'tmpfs', '-o', 'size=64m,mode=755', 'tmpfs', this.folder],
        { stdio: 'pipe' },
      );
      this.#over = atExit(() => this.#unmount());
    } catch (error) {
      this.missing = `no disk of 64 MB can be mounted here: ${error.message}`;
    }
  }

  get free() {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Leaves so many bytes. */
  fill(left) {
    rmSync(this.ballast, { force: true });
    writeFileSync(this.ballast, Buffer.alloc(Math.max(0, this.free - left)));
  }

  empty() {
    rmSync(this.ballast, { force: true });
  }

  #unmount() {
    execFileSync('umount', ['-l', this.folder]);
  }

  close() {
    this.#over();
    if (!this.missing) this.#unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
