import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspectFiles } from '../support/mlModels';
import {
  describeLive,
  filesBelow,
  inRepository,
  readJson,
} from '../support/repository';

const fixtures = inRepository('packages/model-formats/fixtures/onnx');

/** `fixtures.test.ts` compares the committed files with what is said of them, field by field. */
describeLive('models of python3-onnx', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-'));

  beforeAll(() => {
    execFileSync('/usr/bin/python3', [
      inRepository('test/src/live/onnx_files.py'),
      folder,
    ]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those that are committed', () => {
    const written = filesBelow(folder);
    expect(written).toHaveLength(12);
    for (const name of written) {
      const same = readFileSync(join(folder, name)).equals(
        readFileSync(join(fixtures, name)),
      );
      expect({ name, same }).toEqual({ name, same: true });
    }
  });

  it('end clean on the command line, with the operators that the library counts', () => {
    const said: Record<string, { operators: Record<string, number> }> =
      readJson(join(folder, 'expected.json'));
    const read = inspectFiles(
      ...Object.keys(said).map(name => join(folder, name)),
    );
    expect(read).toHaveLength(10);
    for (const { path, status, operators } of read) {
      expect(`${basename(path)} ${status}`).toBe(`${basename(path)} clean`);
      expect(
        Object.fromEntries(
          operators!.map(({ domain, type, count }) => [
            `${domain}::${type}`,
            count,
          ]),
        ),
      ).toEqual(said[basename(path)].operators);
    }
  });
});
