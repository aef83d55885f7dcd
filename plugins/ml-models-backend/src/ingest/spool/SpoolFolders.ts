import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SPOOL_PROBE_MS } from '../limits';
import { spoolIdentity } from './spoolIdentity';
import type { SpoolPresence } from './SpoolPresence';
import { SpoolUnusableError } from './SpoolUnusableError';

export const AREAS = ['fetched', 'uploaded'] as const;

/** `fetched` files belong to a running ingestion, `uploaded` ones to a staging row. */
export type SpoolArea = (typeof AREAS)[number];

/**
 * The folders of a spool, which may go under a running process: a volume is unmounted, somebody tidies up. They are
 * made anew, and tried out by doing what the work will do.
 */
export class SpoolFolders {
  private last: { at: number; id: Promise<string> } | undefined;

  constructor(
    private readonly directory: string,
    private readonly presence: SpoolPresence,
  ) {}

  /** Id of the spool, once a file can be made in each area. Throws `SpoolUnusableError`. */
  ready(): Promise<string> {
    const now = performance.now();
    if (!this.last || now - this.last.at >= SPOOL_PROBE_MS) {
      const id = this.probe().catch(cause => {
        this.doubt();
        throw new SpoolUnusableError(cause);
      });
      this.last = { at: now, id };
    }
    return this.last.id;
  }

  /** Something failed: the next one who asks looks anew. */
  doubt(): void {
    this.last = undefined;
  }

  private async probe(): Promise<string> {
    const id = await spoolIdentity(this.directory);
    await this.presence.say();
    for (const area of AREAS) {
      const folder = join(this.directory, area);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, this.presence.newName());
      // Empty: a full disk is no broken one, and is told by `DiskFullError` where bytes are written.
      await writeFile(path, '', { flag: 'wx', mode: 0o600 });
      await rm(path, { force: true });
    }
    return id;
  }
}
