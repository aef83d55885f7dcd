import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FileInspection, ValueInfo } from '@ml-models/model-formats';
import { inspectFiles } from '../support/mlModels';
import { describeLive, inRepository } from '../support/repository';

interface FrameworkFacts {
  format: string;
  formatVersion?: string;
  opsets?: Record<string, number>;
  inputs?: ValueInfo[];
  outputs?: ValueInfo[];
  operators?: Record<string, number>;
  tensors: Record<string, [string, number[]]>;
}

describeLive('models of the real frameworks', () => {
  jest.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'frameworks-'));
  let said: Record<string, FrameworkFacts>;
  let read: Map<string, FileInspection>;

  beforeAll(() => {
    said = JSON.parse(
      execFileSync(
        // Debian's interpreter: its python3-onnx and python3-torch belong to no other.
        '/usr/bin/python3',
        [inRepository('test/src/live/frameworks.py'), folder],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ),
    );
    read = new Map(
      inspectFiles(
        '--tensors',
        ...Object.keys(said).map(name => join(folder, name)),
      ).map(fact => [basename(fact.path), fact]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('were written', () => {
    expect(Object.keys(said).length).toBeGreaterThanOrEqual(7);
  });

  it('end clean and read back as the frameworks say', () => {
    for (const [name, facts] of Object.entries(said)) {
      const fact = read.get(name)!;
      expect(`${name} ${fact.format} ${fact.status}`).toBe(
        `${name} ${facts.format} clean`,
      );
      // Tensors of constants.pkl are in the archive, but no framework counts them to the module's state.
      const state = fact.tensorList!.filter(
        ({ name: tensor }) => !/^constants\.\d+$/.test(tensor),
      );
      expect(
        Object.fromEntries(
          state.map(({ name: tensor, dtype, shape }) => [
            tensor,
            [dtype, shape],
          ]),
        ),
      ).toEqual(facts.tensors);
      if (facts.format !== 'onnx') continue;
      expect(fact.formatVersion).toBe(facts.formatVersion);
      expect(fact.inputs).toEqual(facts.inputs);
      expect(fact.outputs).toEqual(facts.outputs);
      expect(
        Object.fromEntries(
          fact.opsets!.map(({ domain, version }) => [domain, version]),
        ),
      ).toEqual(facts.opsets);
      expect(
        Object.fromEntries(
          fact.operators!.map(({ domain, type, count }) => [
            `${domain}::${type}`,
            count,
          ]),
        ),
      ).toEqual(facts.operators);
    }
  });
});
