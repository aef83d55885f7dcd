import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIME = '/usr/bin/time';

/**
 * One whole process, from its start to its end. Seconds of wall clock; with GNU time also seconds of CPU (user and
 * system) and MB of peak resident memory, of the process and those it waited for.
 */
export function measure([command, ...args]) {
  const withTime = existsSync(TIME);
  const folder = mkdtempSync(join(tmpdir(), 'ml-models-time-'));
  const report = join(folder, 'report');
  const line = withTime
    ? [TIME, '-o', report, '-f', '%U %S %M', command, ...args]
    : [command, ...args];
  try {
    const started = process.hrtime.bigint();
    const { status, error, stderr } = spawnSync(line[0], line.slice(1), {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const wall = Number(process.hrtime.bigint() - started) / 1e9;
    if (error) throw error;
    if (status !== 0)
      throw new Error(`${command} ended with ${status}: ${stderr}`);
    if (!withTime) return { wall };
    const [user, system, kilobytes] = readFileSync(report, 'utf8')
      .trim()
      .split(' ')
      .map(Number);
    return { wall, cpu: user + system, rss: kilobytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const median = values => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * All contestants in turn, round after round, after one round that fills the page cache. Gives the runs of each name.
 */
export function runInTurn(contestants, rounds) {
  const present = contestants.filter(({ absent }) => !absent);
  const runs = new Map(present.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, command } of present) {
      const run = measure(command);
      if (round > 0) runs.get(name).push(run);
    }
  }
  return runs;
}

/** How many times faster `name` was than `peer`: the median of the ratios of each round. */
export function speed(runs, name, peer) {
  const of = runs.get(name);
  const other = runs.get(peer);
  return of && other && median(of.map(({ wall }, i) => other[i].wall / wall));
}
