import { statedLicense } from './statedLicense';

const stated = (metadata?: Record<string, string>) =>
  statedLicense({ format: 'gguf', status: 'clean', findings: [], metadata });

describe('statedLicense', () => {
  it.each([
    [{ 'general.license': 'mit' }, 'mit'],
    [{ license: 'Apache-2.0', author: 'ada' }, 'Apache-2.0'],
    [{ 'modelspec.license': 'CC-BY-4.0', license: 'MIT' }, 'CC-BY-4.0'],
    [{ License: ' MIT ' }, 'MIT'],
    [{ license: ' ' }, undefined],
    [{ licensed: 'MIT' }, undefined],
    [undefined, undefined],
  ])('of %j is %s', (metadata, expected) => {
    expect(stated(metadata)).toBe(expected);
  });

  it('is bounded', () => {
    expect(stated({ license: 'x'.repeat(10_000) })).toHaveLength(256);
  });
});
