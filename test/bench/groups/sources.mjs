import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { median } from '../measure.mjs';

const { resolve } = createRequire(import.meta.url);
const SCRIPT = fileURLToPath(
  new URL('../ingesting/sources.cjs', import.meta.url),
);

/** Ordinary models beside sources that drip, never end and lie, against the same models alone. */
export const sources = () => ({
  key: 'sources',
  bytes: 4e9,
  run(results, folder, rounds) {
    const answer = execFileSync(
      process.execPath,
      [
        '--require',
        resolve('@backstage/cli/config/nodeTransform.cjs'),
        SCRIPT,
        folder,
        String(rounds),
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const measured = JSON.parse(answer);
    const of = pick => median(measured.map(pick)).toFixed(2);
    results.say(
      '### A dripping, an endless and a lying source beside 20 ordinary models',
    );
    results.say(
      [
        '| 20 models of 8 MB, half of a disk, half of a good host | median s |',
        '| --- | --- |',
        `| alone | ${of(({ alone }) => alone)} |`,
        `| beside them | ${of(({ beside }) => beside)} |`,
      ].join('\n'),
    );
    results.say(
      `Time beside them over time alone: ${of(
        ({ alone, beside }) => beside / alone,
      )} (wanted: at most 1.5).`,
    );
  },
});
