import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FORMAT_READERS } from './FORMAT_READERS';
import { FUZZERS } from './__testUtils__/fuzz/FUZZERS';
import { FuzzReport } from './__testUtils__/fuzz/FuzzReport';

const ROOT = resolve(__dirname, '../../..');
/** Of each reader in `npm test`; with ML_MODELS_FUZZ_SECONDS as many as the time allows. */
const EXECUTIONS = 500;
/** Less would mean that the damage stops at the door. */
const PASSED_SHARE = 0.3;
const seconds = Number(process.env.ML_MODELS_FUZZ_SECONDS ?? 0);

jest.setTimeout(300_000 + seconds * 2_000);

describe('damaged and hostile models', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-models-fuzz-'));
  const bundle = join(folder, 'fuzz.js');

  beforeAll(() => {
    const { status, stderr } = spawnSync(
      join(ROOT, 'node_modules/.bin/esbuild'),
      [
        join(__dirname, '__testUtils__/fuzz/main.ts'),
        '--bundle',
        '--platform=node',
        '--target=node24',
        '--log-level=warning',
        `--outfile=${bundle}`,
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) {
      throw new Error(stderr);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function fuzz(reader: string): FuzzReport {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        bundle,
        reader,
        seconds > 0 ? `seconds=${seconds}` : `executions=${EXECUTIONS}`,
      ],
      {
        encoding: 'utf8',
        env: { ...process.env, ML_MODELS_ROOT: ROOT },
        maxBuffer: 64 * 2 ** 20,
      },
    );
    if (stdout === '') {
      throw new Error(stderr);
    }
    return JSON.parse(stdout);
  }

  it('reach every reader that reads', () => {
    const fuzzed = FUZZERS.map(({ reader }) => reader);
    expect(new Set(fuzzed).size).toBe(fuzzed.length);
    expect(FORMAT_READERS.length).toBeGreaterThan(0);
  });

  it.each(FUZZERS.map(({ reader }) => reader))(
    '%s ends each in a state with a typed code, in time and in bounded memory',
    reader => {
      const report = fuzz(reader);
      if (seconds > 0) {
        // What a long round came to belongs into its output.
        process.stderr.write(`${JSON.stringify(report)}\n`);
      }
      expect(report.failures).toEqual([]);
      expect(report.passedHeader / report.executions).toBeGreaterThanOrEqual(
        PASSED_SHARE,
      );
    },
  );
});
