import { readDocuments } from './readDocuments';

describe('readDocuments', () => {
  it('reads JSON, YAML, and a flow mapping that begins like JSON', () => {
    expect(readDocuments(' {"a": 1}')).toEqual([{ a: 1 }]);
    expect(readDocuments('{a: 1}\n---\nb: 2')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(readDocuments('a: 1')).toEqual([{ a: 1 }]);
    expect(readDocuments('')).toEqual([]);
  });

  it('takes JSON of a size that YAML may not have', () => {
    const limits = { yaml: { bytes: 10 }, json: { bytes: 100 } };
    expect(readDocuments('["aaaaaaaaaa"]', limits)).toEqual([['aaaaaaaaaa']]);
    const tooLarge = expect.objectContaining({ code: 'TOO_LARGE' });
    expect(() => readDocuments('[aaaaaaaaaaa]', limits)).toThrow(tooLarge);
    expect(() => readDocuments('- aaaaaaaaaaa', limits)).toThrow(tooLarge);
  });

  it('does not read as YAML what JSON refuses for a limit', () => {
    expect(() => readDocuments('{"a": 1, "a": 2}')).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_KEY' }),
    );
  });
});
