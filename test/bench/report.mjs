import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { median, speed } from './measure.mjs';

const cell = (value, digits) =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** The machine, as the table has to name it. */
export function machine() {
  const openssl = execFileSync('openssl', ['version'], { encoding: 'utf8' });
  const [{ model }] = cpus();
  return `${cpus().length} × ${model}, ${Math.round(
    totalmem() / 2 ** 30,
  )} GiB, ${process.platform}, Node ${process.version}, ${openssl
    .split(' ')
    .slice(0, 2)
    .join(' ')}`;
}

/** One table of Markdown; ratios are against the first contestant that ran. */
function table(contestants, runs) {
  const [peer] = runs.keys();
  const rows = contestants.map(({ name, absent }) => {
    const of = runs.get(name);
    if (!of) return `| ${name} | not run: ${absent} | | | |`;
    const [wall, cpu] = ['wall', 'cpu'].map(key => median(of.map(r => r[key])));
    const rss = Math.max(...of.map(run => run.rss));
    return `| ${name} | ${cell(wall, 3)} | ${cell(
      speed(runs, name, peer),
      2,
    )} | ${cell(cpu, 2)} | ${cell(rss, 0)} |`;
  });
  return [
    `| | median s | times the speed of the first | CPU s | peak RSS MB |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const DOCUMENT = new URL('../../docs/performance.md', import.meta.url);
const HEADING = '## Results';

/** The introduction and the parts under headings of the third level, by heading. */
function parted(text) {
  const [introduction, ...parts] = text.split(/^(?=### )/m);
  return {
    introduction: introduction.trim(),
    parts: new Map(parts.map(part => [part.split('\n', 1)[0], part.trim()])),
  };
}

/** Prints each table as soon as it is there, and can put them at the end of docs/performance.md. */
export class Results {
  #said = [];

  say(text) {
    console.log(`${text}\n`);
    this.#said.push(text);
  }

  group({ title, note }, contestants, runs) {
    this.say(`### ${title}`);
    this.say(table(contestants, runs));
    if (note) this.say(note(runs));
  }

  /** Tables of groups that did not run stay as they are. */
  write() {
    const [before, after] = readFileSync(DOCUMENT, 'utf8').split(
      `${HEADING}\n`,
    );
    const { introduction, parts } = parted(this.#said.join('\n\n'));
    const all = new Map([...parted(after).parts, ...parts]);
    const text = [HEADING, introduction, ...all.values()].join('\n\n');
    writeFileSync(DOCUMENT, `${before.trimEnd()}\n\n${text}\n`);
  }
}
