import { PICKLE_CASES } from '../__testUtils__/corpus/pickleCases';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';

describe('pickles that try to look harmless', () => {
  it.each(PICKLE_CASES)('$name', ({ bytes, expects }) => {
    const { status, findings, error } = inspect(bytesSource(bytes()));
    expect(['findings', 'failed', 'unsupported']).toContain(status);
    expect([
      ...findings.map(({ rule }) => ({ rule })),
      { error: error?.code },
      { status },
    ]).toContainEqual(expects);
  });
});
