import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectFiles } from '../support/mlModels';
import { describeLive, inRepository } from '../support/repository';

const ARCHIVES = 50;
/** So few that a file's list of findings holds several of each. */
const MEMBERS = 100;

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
      // That nothing uses the storage is found without looking into it.
      const looked = findings.filter(({ rule }) => rule.startsWith('pickle/'));
      const found = new Set(looked.map(({ location }) => location?.member));
      return Array.from({ length: MEMBERS }, (_, i) => `archive/data/${i}`)
        .filter(member => !found.has(member))
        .map(member => `${path}: ${member}`);
    });
    expect(passedOver).toEqual([]);
  });
});
