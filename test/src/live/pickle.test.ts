import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectFiles } from '../support/mlModels';
import { describeLive, inRepository } from '../support/repository';

const ARCHIVES = 20;
/** Fewer than findings are listed of a file. */
const MEMBERS = 250;

/**
 * Thousands of storages are told from pickles by their first bytes. Whatever
 * Python's own machine acts on must not be among those that are passed over.
 */
describeLive('streams on which the installed Python acts', () => {
  jest.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'streams-'));
  beforeAll(() =>
    execFileSync('/usr/bin/python3', [
      '-B',
      inRepository('test/src/live/acting_streams.py'),
      folder,
      String(ARCHIVES),
      String(MEMBERS),
    ]),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are found in every storage of an archive', () => {
    const paths = readdirSync(folder).map(name => join(folder, name));
    const inspections = inspectFiles(...paths);
    expect(inspections).toHaveLength(ARCHIVES);
    const passedOver = inspections.flatMap(({ path, findings }) => {
      const found = new Set(findings.map(({ location }) => location?.member));
      return Array.from({ length: MEMBERS }, (_, i) => `archive/data/${i}`)
        .filter(member => !found.has(member))
        .map(member => `${path}: ${member}`);
    });
    expect(passedOver).toEqual([]);
  });
});
