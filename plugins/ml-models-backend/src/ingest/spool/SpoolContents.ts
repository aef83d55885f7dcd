import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SPOOL_MANY_FILES, SPOOL_MEASURE_BATCH } from '../limits';
import { AREAS, type SpoolArea } from './SpoolFolders';

export interface FoundFile {
  area: SpoolArea;
  /** absolute */
  path: string;
  ageMs: number;
  /** bytes so far */
  size: number;
}

/**
 * What lies in a spool, whoever put it there: replicas share the directory, and what one of them counted for itself
 * would be wrong for all.
 */
export class SpoolContents {
  private known: { until: number; files: Promise<FoundFile[]> } | undefined;

  constructor(private readonly directory: string) {}

  /** Files that are being written too. Looks anew unless there are very many and it was done lately. */
  files(): Promise<FoundFile[]> {
    if (!this.known || performance.now() >= this.known.until) {
      this.known = { until: 0, files: this.look() };
    }
    return this.known.files;
  }

  /** Bytes by area, of all files but one. */
  async bytes(except?: string): Promise<Record<SpoolArea, number>> {
    const sum = { fetched: 0, uploaded: 0 };
    for (const { area, path, size } of await this.files()) {
      sum[area] += path === except ? 0 : size;
    }
    return sum;
  }

  /** Something came or went by this process: what was known is not so any more. */
  changed(): void {
    this.known = undefined;
  }

  private async look(): Promise<FoundFile[]> {
    const begin = performance.now();
    const found: FoundFile[] = [];
    for (const area of AREAS) {
      const folder = join(this.directory, area);
      const names = await readdir(folder);
      for (let at = 0; at < names.length; at += SPOOL_MEASURE_BATCH) {
        const batch = names.slice(at, at + SPOOL_MEASURE_BATCH);
        await Promise.all(
          batch.map(async name => {
            const path = join(folder, name);
            // Another process may be done with the file by now.
            const stats = await stat(path).catch(() => undefined);
            if (stats) {
              const ageMs = Date.now() - stats.mtimeMs;
              found.push({ area, path, ageMs, size: stats.size });
            }
          }),
        );
      }
    }
    const now = performance.now();
    // A folder of very many small files must not be all that a replica looks at.
    if (this.known && found.length > SPOOL_MANY_FILES) {
      this.known.until = now + 10 * (now - begin);
    }
    return found;
  }
}
