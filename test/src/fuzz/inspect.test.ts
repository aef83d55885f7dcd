import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bytesSource,
  FORMAT_ERROR_CODES,
  inspect,
  type Inspection,
} from '@ml-models/model-formats';
import { tripleCheck } from '@ml-models/model-governance';
import {
  filesBelow,
  inRepository,
  referenceDirectory,
} from '../support/repository';
import { mutate } from './mutations';

/** Rounds of each sample in `npm test`; with ML_MODELS_FUZZ_SECONDS as many as the time allows. */
const ROUNDS = 1_000;
/** No inspection of these small files may compute longer: a hang, not a measure of speed or of the machine's load. */
const HANG_MS = 5_000;
const STATES = ['clean', 'findings', 'unsupported', 'failed'];
const seconds = Number(process.env.ML_MODELS_FUZZ_SECONDS ?? 0);

function corpus(): [string, string][] {
  const demo = inRepository('examples/models');
  const files: [string, string][] = filesBelow(demo)
    .filter(path => /\.(onnx|pt|tflite|safetensors)$/.test(path))
    .map(path => [path, join(demo, path)]);
  const samples = join(referenceDirectory, 'samples');
  if (existsSync(samples))
    for (const entry of readdirSync(samples, { withFileTypes: true }))
      if (entry.isFile() && /^tiny/.test(entry.name))
        files.push([entry.name, join(samples, entry.name)]);
  return files;
}

const sha256 = (bytes: Uint8Array) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function judge(label: string, bytes: Uint8Array): Inspection {
  const before = process.cpuUsage();
  const inspection = inspect(bytesSource(bytes), { tensors: true });
  const { user } = process.cpuUsage(before);
  if (user > HANG_MS * 1000) throw new Error(`${label} took ${user} µs`);
  if (!STATES.includes(inspection.status))
    throw new Error(`${label} ended ${inspection.status}`);
  if ((inspection.status === 'failed') !== (inspection.error !== undefined))
    throw new Error(`${label}: status and error disagree`);
  const code = inspection.error?.code;
  if (code && (!FORMAT_ERROR_CODES.includes(code) || code === 'INTERNAL'))
    throw new Error(
      `${label} failed with ${code}: ${inspection.error?.message}`,
    );
  return inspection;
}

describe('damaged models', () => {
  const files = corpus();
  jest.setTimeout(Math.max(300_000, seconds * 2_000));

  it('has a corpus of every format', () => {
    expect(files.length).toBeGreaterThanOrEqual(7);
  });

  it.each(files)('%s ends in a state with a typed code', (name, path) => {
    const original = new Uint8Array(readFileSync(path));
    const digest = sha256(original);
    const until = Date.now() + (seconds * 1_000) / files.length;
    let failed = 0;
    for (
      let seed = 1;
      seconds > 0 ? Date.now() < until : seed <= ROUNDS;
      seed++
    ) {
      const { label, bytes } = mutate(original, seed);
      const inspection = judge(`${name} ${label}`, bytes);
      if (inspection.status === 'failed') failed++;
      // Whatever the reader thinks of it: against the original's digest it never registers.
      const { problems } = tripleCheck({
        entity: { metadata: { name: 'x' }, spec: {} },
        artifacts: [
          {
            path: name,
            size: bytes.length,
            inspection,
            digest: sha256(bytes),
            declaredDigest: digest,
          },
        ],
        policy: { refuseAtSeverity: 'high', allowUnsupported: true },
      });
      if (!problems.some(({ code }) => code === 'DIGEST_MISMATCH'))
        throw new Error(`${name} ${label} would have been registered`);
    }
    // A reader that never fails on damage reads nothing.
    expect(failed).toBeGreaterThan(/\.(h5|data)$|legacy/.test(name) ? -1 : 0);
  });
});
