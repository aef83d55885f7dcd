// Whole processes against their peers, in turn in one run, on generated files with a warm page cache. Prints Markdown.
//   --quick        small files, two rounds: does it run?
//   --large        10 GB as well
//   --rounds=<n>   default 5
//   --write        puts them into docs/performance.md as well, in place of the same ones: for a quiet machine
//   --only=<key>   hash, onnx, tflite, structure, parallel, appends, rebuild, scale, sources; may be repeated
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appends } from './groups/appends.mjs';
import { hash } from './groups/hash.mjs';
import { onnx } from './groups/onnx.mjs';
import { parallel } from './groups/parallel.mjs';
import { rebuild } from './groups/rebuild.mjs';
import { scale } from './groups/scale.mjs';
import { sources } from './groups/sources.mjs';
import { structure } from './groups/structure.mjs';
import { tflite } from './groups/tflite.mjs';
import { runInTurn } from './measure.mjs';
import { machine, Results } from './report.mjs';
import { prepareTools } from './tools.mjs';

const MB = 1e6;
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    write: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 2 : 5));

/** `[label, bytes]`: the size, or 50 MB where it only has to run. */
const sized = (label, bytes) =>
  options.quick ? ['50 MB', 50 * MB] : [label, bytes];

const groups = [
  hash('50 MB', 50 * MB),
  hash(...sized('2 GB', 2000 * MB)),
  ...(options.large ? [hash('10 GB', 10_000 * MB)] : []),
  onnx('50 MB, 10,000 nodes', { bytes: 50 * MB, nodes: 10_000 }),
  onnx('all structure, 270,000 nodes with attributes (49 MB)', {
    bytes: 760,
    nodes: 270_000,
    dense: true,
  }),
  ...(options.quick
    ? []
    : [onnx('1.9 GB, 10,000 nodes', { bytes: 1900 * MB, nodes: 10_000 })]),
  tflite(...sized('1 GB', 1000 * MB)),
  ...['safetensors', 'pt', 'pt with many members', 'gguf'].map(format =>
    structure(format, ...sized('2 GB', 2000 * MB)),
  ),
  parallel(...sized('2 GB', 2000 * MB)),
  appends(options.quick ? 200 : 1000),
  rebuild(options.quick ? 2000 : 20_000),
  scale(200, options.quick ? 2000 : 20_000),
  sources(),
].filter(({ key }) => !options.only || options.only.includes(key));

function assertRoom(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes + 1000 * MB)
    throw new Error(`${folder} has no room for ${bytes / MB} MB more`);
}

const root = mkdtempSync(join(tmpdir(), 'ml-models-bench-'));
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('exit', () => rmSync(root, { recursive: true, force: true }));

const results = new Results();
const tools = await prepareTools(mkdtempSync(join(root, 'tools-')));
results.say(
  `${machine()}. Whole processes, warm cache, ${rounds} rounds in turn; medians, ratios are medians of each round's.`,
);
for (const group of groups) {
  assertRoom(root, group.bytes);
  const folder = mkdtempSync(join(root, 'files-'));
  if (group.run) {
    await group.run(results, folder, rounds);
    rmSync(folder, { recursive: true });
    continue;
  }
  const contestants = group.prepare(name => join(folder, name), tools);
  const runs = runInTurn(contestants, rounds);
  results.group(group, contestants, runs);
  rmSync(folder, { recursive: true });
}
if (options.write) results.write();
