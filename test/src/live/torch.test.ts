import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FileInspection } from '@ml-models/model-formats';
import { inspectFiles } from '../support/mlModels';
import { describeLive, inRepository } from '../support/repository';

const FIXTURES = inRepository('packages/model-formats/fixtures/torch');

/**
 * `npm test` holds the fixtures against what torch said of them when they were
 * written. What torch writes and says here and now has to be the same.
 */
describeLive('files of the installed PyTorch and NumPy', () => {
  jest.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'torch-'));
  let said: Record<string, { format: string; status: string }>;

  beforeAll(() => {
    said = JSON.parse(
      execFileSync(
        // Debian's interpreter: its python3-torch belongs to no other.
        '/usr/bin/python3',
        ['-B', inRepository('test/src/live/torch_files.py'), folder],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are said to be what the fixtures are', () => {
    const expected = readFileSync(join(FIXTURES, 'expected.json'), 'utf8');
    expect(said).toEqual(JSON.parse(expected));
  });

  it('read back as the fixtures do', () => {
    const names = Object.keys(said);
    const facts = (where: string) =>
      inspectFiles('--tensors', ...names.map(name => join(where, name)));
    const comparable = ({ path, size, ...fact }: FileInspection) => ({
      ...fact,
      path: basename(path),
      digests: undefined,
      // Legacy files order their storages by the addresses they had in memory.
      ...(fact.format === 'pytorch-legacy'
        ? {
            findings: fact.findings.map(({ rule }) => rule),
            tensorList: fact.tensorList?.map(({ offset, ...tensor }) => tensor),
          }
        : { size }),
    });
    const written = facts(folder).map(comparable);
    expect(written).toEqual(facts(FIXTURES).map(comparable));
    expect(written.map(({ path, status }) => [path, status])).toEqual(
      names.map(name => [name, said[name].status]),
    );
  });
});
