import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The launcher that people run. */
export const BIN = join(__dirname, '..', '..', 'bin', 'ml-models');

export interface BinResult {
  exit: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the launcher to its end, as a shell would. */
export function runBin(
  args: readonly string[],
  options: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    bin?: string;
    input?: string;
  } = {},
): Promise<BinResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.bin ?? BIN, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: 'pipe',
    });
    child.stdin.end(options.input ?? '');
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', exit =>
      resolve({
        exit,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
}

/** The objects of JSON Lines; fails on anything else. */
export function jsonLines(text: string): Record<string, unknown>[] {
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
}
