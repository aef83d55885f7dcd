import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HEARTBEAT_MS, STALE_MS } from '../limits';

const FOLDER = 'writers';
const SEPARATOR = '.';

/**
 * Which of the processes that share a spool directory are alive. Each has a file that it writes again and again; one
 * whose file is old is gone, as its claims are, and what it was writing is nobody's. By the disk alone: a process number
 * means nothing to a process in another container.
 */
export class SpoolPresence {
  private readonly own: string = randomUUID();
  private beat: NodeJS.Timeout | undefined;

  constructor(private readonly directory: string) {}

  /** Name for a new file of this process. */
  newName(): string {
    return `${this.own}${SEPARATOR}${randomUUID()}`;
  }

  /** Says that this process is alive. */
  async say(): Promise<void> {
    await mkdir(join(this.directory, FOLDER), { recursive: true, mode: 0o700 });
    await writeFile(this.fileOf(this.own), '', { mode: 0o600 });
  }

  /** Goes on saying it. A disk that takes no write for so long takes no files either. */
  start(): void {
    this.beat ??= setInterval(() => {
      this.say().catch(() => {});
    }, HEARTBEAT_MS);
    this.beat.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.beat);
    this.beat = undefined;
    await rm(this.fileOf(this.own), { force: true });
  }

  /** Whether the process that began a file is gone; files that name none are judged by their age. */
  async absent(): Promise<(name: string) => boolean> {
    await this.say();
    // The disk's own clock, which need not be this machine's.
    const now = (await stat(this.fileOf(this.own))).mtimeMs;
    const alive = new Set([this.own]);
    for (const writer of await readdir(join(this.directory, FOLDER))) {
      const said = await stat(this.fileOf(writer)).catch(() => undefined);
      if (said && now - said.mtimeMs < STALE_MS) {
        alive.add(writer);
      } else if (said) {
        await rm(this.fileOf(writer), { force: true });
      }
    }
    return name => {
      const [writer, file] = name.split(SEPARATOR);
      return file !== undefined && !alive.has(writer);
    };
  }

  private fileOf(writer: string): string {
    return join(this.directory, FOLDER, writer);
  }
}
