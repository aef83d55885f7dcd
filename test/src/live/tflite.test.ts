import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FileInspection, ValueInfo } from '@ml-models/model-formats';
import { inspectFiles } from '../support/mlModels';
import {
  describeLive,
  filesBelow,
  inRepository,
  readJson,
} from '../support/repository';

interface FlatcFacts {
  formatVersion: string;
  inputs: ValueInfo[];
  outputs: ValueInfo[];
  operators: Record<string, number>;
  tensors: { name: string; dtype: string; shape: unknown; bytes: unknown }[];
  signatures: unknown[];
  metadata: Record<string, string>;
}

const fixtures = inRepository('packages/model-formats/fixtures/tflite');

describeLive('TFLite models of flatc', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flatc-'));
  let said: Record<string, FlatcFacts>;
  let read: Map<string, FileInspection>;

  beforeAll(() => {
    execFileSync('/usr/bin/python3', [
      join(fixtures, 'make_fixtures.py'),
      folder,
    ]);
    said = readJson(join(folder, 'expected.json'));
    read = new Map(
      inspectFiles(
        '--tensors',
        ...Object.keys(said).map(name => join(folder, name)),
      ).map(fact => [basename(fact.path), fact]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those that are committed', () => {
    const written = filesBelow(folder);
    expect(written).toHaveLength(11);
    for (const name of written) {
      expect({
        name,
        same: readFileSync(join(folder, name)).equals(
          readFileSync(join(fixtures, name)),
        ),
      }).toEqual({ name, same: true });
    }
  });

  it('end clean and read back as flatc prints them', () => {
    for (const [name, facts] of Object.entries(said)) {
      const fact = read.get(name)!;
      expect(`${name} ${fact.format} ${fact.status}`).toBe(
        `${name} tflite clean`,
      );
      expect({
        formatVersion: fact.formatVersion,
        inputs: fact.inputs,
        outputs: fact.outputs,
        operators: Object.fromEntries(
          fact.operators!.map(({ domain, type, count }) => [
            `${domain}::${type}`,
            count,
          ]),
        ),
        tensors: fact.tensorList!.map(
          ({ name: tensor, dtype, shape, bytes }) => ({
            name: tensor,
            dtype,
            shape,
            bytes,
          }),
        ),
        signatures: fact.signatures ?? [],
        metadata: fact.metadata,
      }).toEqual({
        formatVersion: facts.formatVersion,
        inputs: facts.inputs,
        outputs: facts.outputs,
        operators: facts.operators,
        tensors: facts.tensors,
        signatures: facts.signatures,
        metadata: facts.metadata,
      });
    }
  });
});
