// Whole-process ratios against a peer, in turn in one run (A B A B …): `ml-models inspect` against
// `openssl dgst -sha256` on one generated file of ML_MODELS_BENCH_MB (default 1024). Prints a Markdown table.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const megabytes = Number(process.env.ML_MODELS_BENCH_MB ?? 1024);
const rounds = Number(process.env.ML_MODELS_BENCH_ROUNDS ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'ml-models-bench-'));
const file = join(folder, 'model.safetensors');

// One float32 tensor that fills the file.
function writeModel() {
  const bytes = megabytes * 1_048_576;
  const header = Buffer.from(
    JSON.stringify({
      w: { dtype: 'F32', shape: [bytes / 4], data_offsets: [0, bytes] },
    }),
  );
  const fd = openSync(file, 'w');
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  writeSync(fd, size);
  writeSync(fd, header);
  const block = Buffer.alloc(1_048_576, 1);
  for (let i = 0; i < megabytes; i++) {
    block.writeUInt32LE(i, 0);
    writeSync(fd, block);
  }
  closeSync(fd);
}

const cli = join(root, 'packages/ml-models-cli/bin/ml-models');
const contestants = {
  'openssl dgst -sha256': ['openssl', ['dgst', '-sha256', file]],
  'inspect --digests sha256': [cli, ['inspect', '--json', '--digests', 'sha256', file]],
  'inspect (with Merkle leaves)': [cli, ['inspect', '--json', file]],
};

function measure([command, args]) {
  const started = process.hrtime.bigint();
  const { status } = spawnSync(command, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
  return Number(process.hrtime.bigint() - started) / 1e9;
}
const median = values =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  writeModel();
  const names = Object.keys(contestants);
  for (const name of names) measure(contestants[name]);
  const times = Object.fromEntries(names.map(name => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) times[name].push(measure(contestants[name]));
  const [peer] = names;
  console.log(
    `${megabytes} MiB, warm cache, ${rounds} rounds in turn, ${cpus().length} × ${cpus()[0].model}, Node ${process.version}\n`,
  );
  console.log(`| command | median s | times the speed of ${peer} |`);
  console.log('| --- | --- | --- |');
  for (const name of names) {
    const ratio = median(times[name].map((t, i) => times[peer][i] / t));
    console.log(
      `| ${name} | ${median(times[name]).toFixed(2)} | ${ratio.toFixed(2)} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
