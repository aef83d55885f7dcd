import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnxFile } from '../__testUtils__/modelFiles';
import { BIN, jsonLines, runBin } from '../__testUtils__/runBin';
import { sarifErrors } from '../__testUtils__/sarifSchema';

/** Bytes of no format, the same in every run: random ones now and then begin as a pickle does. */
function noise(length: number): Buffer {
  const digest = createHash('sha512').update('noise').digest();
  return Buffer.alloc(length, digest);
}

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-inspect-'));
  const cut = onnxFile();
  await Promise.all([
    writeFile(join(dir, 'clean.onnx'), onnxFile()),
    writeFile(join(dir, 'bad.onnx'), onnxFile({ externalPath: '/etc/passwd' })),
    writeFile(join(dir, 'cut.onnx'), cut.subarray(0, cut.length - 9)),
    writeFile(join(dir, 'noise.bin'), noise(300)),
    writeFile(join(dir, 'empty.onnx'), ''),
    mkdir(join(dir, 'folder')),
    symlink('clean.onnx', join(dir, 'link.onnx')),
  ]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const run = (...args: string[]) => runBin(args, { cwd: dir });

describe('inspect --json', () => {
  it('prints the contract for a clean file', async () => {
    const { exit, stdout, stderr } = await run(
      'inspect',
      '--json',
      'clean.onnx',
    );
    const bytes = onnxFile();
    expect(jsonLines(stdout)).toEqual([
      {
        path: 'clean.onnx',
        size: bytes.length,
        digests: {
          sha256: sha256(bytes),
          merkleRoot: sha256(Buffer.concat([Buffer.of(0), bytes])),
          chunkSize: 8_388_608,
        },
        format: 'onnx',
        formatVersion: '8',
        status: 'clean',
        producer: { name: 'tests', version: '1.0' },
        opsets: [{ domain: '', version: 17 }],
        inputs: [{ name: 'x', dtype: 'float32', shape: ['N'] }],
        outputs: [{ name: 'y', dtype: 'float32', shape: ['N'] }],
        operators: [{ domain: '', type: 'Relu', count: 1 }],
        tensors: {
          count: 1,
          parameters: '2',
          bytes: '8',
          dtypes: { float32: 1 },
        },
        findings: [],
      },
    ]);
    expect(stderr).toBe('');
    expect(exit).toBe(0);
  });

  it('answers in the order asked, with nothing else on standard output', async () => {
    const names = [
      'noise.bin',
      'clean.onnx',
      'gone.onnx',
      'bad.onnx',
      'folder',
      'cut.onnx',
      'link.onnx',
      'empty.onnx',
    ];
    const { exit, stdout } = await run('inspect', '--json', ...names);
    expect(
      jsonLines(stdout).map(({ path, format, status, error }) => [
        path,
        format,
        status,
        (error as { code?: string } | undefined)?.code,
      ]),
    ).toEqual([
      ['noise.bin', 'unknown', 'unsupported', undefined],
      ['clean.onnx', 'onnx', 'clean', undefined],
      ['gone.onnx', 'unknown', 'failed', 'NOT_FOUND'],
      ['bad.onnx', 'onnx', 'findings', undefined],
      ['folder', 'unknown', 'failed', 'NOT_A_FILE'],
      ['cut.onnx', 'onnx', 'failed', 'TRUNCATED'],
      ['link.onnx', 'onnx', 'clean', undefined],
      ['empty.onnx', 'unknown', 'failed', 'EMPTY'],
    ]);
    expect(exit).toBe(2);
  });

  it.each<[string[], string[]]>([
    [[], ['merkleRoot', 'chunkSize', 'sha256']],
    [['--digests', 'sha256'], ['sha256']],
    [
      ['--digests', 'merkle'],
      ['merkleRoot', 'chunkSize', 'sha256'],
    ],
    [['--no-digests'], []],
  ])('gives the digests asked for by %j', async (flags, names) => {
    const { stdout } = await run('inspect', '--json', ...flags, 'clean.onnx');
    const [{ digests }] = jsonLines(stdout);
    expect(Object.keys(digests ?? {}).sort()).toEqual([...names].sort());
    expect(digests === undefined).toBe(names.length === 0);
  });

  it('adds tensors and chunks when asked', async () => {
    const { stdout } = await run(
      'inspect',
      '--json',
      '--tensors',
      '--chunks',
      'clean.onnx',
    );
    const [{ tensorList, chunks, digests }] = jsonLines(stdout);
    expect(tensorList).toEqual([
      expect.objectContaining({
        name: 'w',
        dtype: 'float32',
        shape: [2],
        bytes: '8',
      }),
    ]);
    expect(chunks).toEqual([(digests as { merkleRoot: string }).merkleRoot]);
  });
});

describe('exit codes', () => {
  it.each<[number, string[]]>([
    [0, ['inspect', 'clean.onnx']],
    [0, ['inspect', 'noise.bin']],
    [1, ['inspect', 'bad.onnx']],
    [0, ['inspect', '--fail-on', 'critical', 'bad.onnx']],
    [0, ['inspect', '--fail-on', 'none', 'bad.onnx']],
    [2, ['inspect', '--fail-on', 'none', 'cut.onnx']],
    [2, ['inspect', 'bad.onnx', 'gone.onnx']],
    [2, ['inspect', 'gone.onnx', 'bad.onnx']],
    [0, ['scan', 'clean.onnx']],
    [1, ['scan', 'noise.bin']],
    [0, ['scan', '--allow-unsupported', 'noise.bin']],
    [1, ['scan', '--allow-unsupported', 'noise.bin', 'bad.onnx']],
    [2, ['scan', 'noise.bin', 'cut.onnx']],
    [0, ['--help']],
    [0, ['--version']],
    [0, ['inspect', '--help']],
  ])('%d for %j', async (code, args) => {
    const { exit, stdout, stderr } = await run(...args);
    expect({ exit, stderr }).toEqual({ exit: code, stderr });
    expect(stdout.length).toBeGreaterThan(0);
  });

  it.each([
    [[]],
    [['nothing']],
    [['inspect']],
    [['inspect', '--what', 'clean.onnx']],
    [['inspect', '--fail-on', 'worst', 'clean.onnx']],
    [['inspect', '--digests', 'md5', 'clean.onnx']],
    [['inspect', '--sarif', 'x', 'clean.onnx']],
    [['verify', 'clean.onnx', '--signature', 'x']],
  ])('64 for %j', async args => {
    const { exit, stdout, stderr } = await run(...args);
    expect({ exit, stdout }).toEqual({ exit: 64, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('internal error:');
  });

  it('is 64 for a report that cannot be written', async () => {
    const { exit, stderr } = await run(
      'scan',
      '--sarif',
      'no/folder/out.sarif',
      'clean.onnx',
    );
    expect(exit).toBe(64);
    expect(stderr).toContain('no/folder/out.sarif');
  });

  it('is 2 for a file that may not be read', async () => {
    const path = join(dir, 'secret.onnx');
    await writeFile(path, onnxFile());
    await chmod(path, 0o000);
    const { exit, stdout } = await run('inspect', '--json', 'secret.onnx');
    // The superuser reads everything.
    const code = process.getuid?.() === 0 ? undefined : 'NOT_READABLE';
    const [{ error }] = jsonLines(stdout);
    expect((error as { code?: string } | undefined)?.code).toBe(code);
    expect(exit).toBe(code ? 2 : 0);
    await rm(path);
  });
});

describe('scan --sarif', () => {
  it('writes every finding, and every file that was not scanned', async () => {
    const { exit } = await run(
      'scan',
      '--sarif',
      'out.sarif',
      'clean.onnx',
      'bad.onnx',
      'noise.bin',
      'cut.onnx',
    );
    const log = JSON.parse(await readFile(join(dir, 'out.sarif'), 'utf8'));
    expect(sarifErrors(log)).toEqual([]);
    expect(exit).toBe(2);
    expect(log.version).toBe('2.1.0');
    const [{ tool, results, invocations }] = log.runs;
    expect(invocations).toEqual([{ executionSuccessful: false }]);
    expect(
      results.map((result: any) => [
        result.ruleId,
        result.level,
        result.locations[0].physicalLocation.artifactLocation.uri,
      ]),
    ).toEqual([
      ['onnx/external-data-path', 'error', 'bad.onnx'],
      ['ml-models/unsupported', 'warning', 'noise.bin'],
      ['ml-models/failed', 'error', 'cut.onnx'],
    ]);
    const rules = tool.driver.rules.map((rule: { id: string }) => rule.id);
    expect(new Set(results.map((result: any) => result.ruleId))).toEqual(
      new Set(rules),
    );
  });
});

describe('for people', () => {
  it('says in words that nothing is known about what was not scanned', async () => {
    const { stdout } = await run(
      'inspect',
      'noise.bin',
      'cut.onnx',
      'bad.onnx',
    );
    expect(stdout).toContain('unsupported: not scanned');
    expect(stdout).toContain('failed: could not be read to its end');
    expect(stdout).toMatch(/high +onnx\/external-data-path/);
  });

  it('shows no control characters out of names', async () => {
    const name = 'a\u001b[31m\u202eb';
    await writeFile(join(dir, name), 'x');
    const { stdout, stderr } = await run('inspect', name);
    expect(stdout).toContain('a\\u{1b}[31m\\u{202e}b');
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stdout + stderr).not.toContain('\u202e');
  });
});

describe('a reader that goes away', () => {
  it('changes neither the verdict nor says anything', async () => {
    const names = Array.from({ length: 400 }, () => 'clean.onnx');
    const child = spawn(BIN, ['inspect', ...names, 'bad.onnx'], {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const exit = await new Promise(resolve => child.on('close', resolve));
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
  });
});

describe('the launcher', () => {
  it('runs through a link from any folder', async () => {
    const link = join(dir, 'mlm');
    await symlink(BIN, link);
    const { exit, stdout } = await runBin(['--version'], {
      bin: link,
      cwd: '/',
    });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
