import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspectFiles } from '../support/mlModels';
import { describeLive, inRepository } from '../support/repository';

/** A harmless file that is refused teaches people to look away. */
describeLive('everyday checkpoints of the installed PyTorch', () => {
  jest.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'everyday-'));
  beforeAll(() =>
    execFileSync('/usr/bin/python3', [
      '-B',
      inRepository('test/src/live/torch_everyday.py'),
      folder,
    ]),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are clean in every protocol, layout and with every plain value', () => {
    const paths = readdirSync(folder).map(name => join(folder, name));
    const inspections = inspectFiles(...paths);
    expect(inspections).toHaveLength(56);
    expect(
      inspections
        .filter(({ status }) => status !== 'clean')
        .map(({ path, status, findings, error }) => ({
          path: basename(path),
          status,
          error,
          findings,
        })),
    ).toEqual([]);
    expect(
      inspections
        .filter(({ path }) => path.includes('legacy'))
        .map(({ format }) => format),
    ).toEqual(Array(5).fill('pytorch-legacy'));
  });
});
