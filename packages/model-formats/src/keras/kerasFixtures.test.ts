import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';

const folder = join(__dirname, '../../fixtures/keras');

interface Expected {
  why: string;
  rules: string[];
  companions: string[];
  producer?: [string, string];
  notFollowed?: string;
}

const expected: Record<string, Expected> = JSON.parse(
  readFileSync(join(folder, 'expected.json'), 'utf8'),
);

describe('files that h5py wrote', () => {
  it('are all expected', () => {
    expect(
      readdirSync(folder).filter(name => /\.(h5|keras)$/.test(name)),
    ).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s', (name, said) => {
    const found = inspect(bytesSource(readFileSync(join(folder, name))));
    expect({
      format: found.format,
      status: found.status,
      rules: [...new Set(found.findings.map(({ rule }) => rule))].sort(),
      companions: (found.companions ?? []).map(({ location }) => location),
      producer: found.producer,
      error: found.error,
    }).toEqual({
      format: name.endsWith('.h5') ? 'hdf5' : 'keras',
      status: 'unsupported',
      rules: said.rules,
      companions: said.companions,
      producer: said.producer && {
        name: said.producer[0],
        version: said.producer[1],
      },
      error: undefined,
    });
    expect(
      found.findings.find(({ rule }) => rule === 'hdf5/not-followed')?.message,
    ).toBe(said.notFollowed && `not followed: ${said.notFollowed}`);
  });
});
