import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';

const folder = join(__dirname, '../../fixtures/tflite');

interface Expected {
  why: string;
  rules: string[];
  metadata: Record<string, string>;
  companions: unknown[];
  formatVersion: string;
  inputs: unknown[];
  outputs: unknown[];
  operators: Record<string, number>;
  tensors: unknown[];
  signatures: unknown[];
  nodes: unknown[];
}

const expected: Record<string, Expected> = JSON.parse(
  readFileSync(join(folder, 'expected.json'), 'utf8'),
);

describe('files that flatc wrote', () => {
  it('are all expected', () => {
    expect(
      readdirSync(folder).filter(name => name.endsWith('.tflite')),
    ).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s', (name, { why, ...said }) => {
    const found = inspect(bytesSource(readFileSync(join(folder, name))), {
      tensors: true,
      structure: true,
    });
    expect({ why, status: found.status, error: found.error }).toEqual({
      why,
      status: 'clean',
      error: undefined,
    });
    expect({
      rules: found.findings.map(({ rule }) => rule),
      metadata: found.metadata ?? {},
      companions: found.companions ?? [],
      formatVersion: found.formatVersion,
      inputs: found.inputs,
      outputs: found.outputs,
      operators: Object.fromEntries(
        found.operators?.map(({ domain, type, count }) => [
          `${domain}::${type}`,
          count,
        ]) ?? [],
      ),
      tensors: found.tensorList?.map(({ offset: _, ...tensor }) => tensor),
      signatures: found.signatures ?? [],
      nodes: found.nodeList,
    }).toEqual(said);
  });
});
