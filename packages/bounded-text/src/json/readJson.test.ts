import * as fc from 'fast-check';
import { TextError } from '../TextError';
import type { TextLimits } from '../limits';
import { readJson } from './readJson';

function codeOf(text: string | Uint8Array, limits?: Partial<TextLimits>) {
  try {
    readJson(text, limits);
    return 'read';
  } catch (error) {
    return error instanceof TextError ? error.code : error;
  }
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'large' }), text => {
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each<[string, string | Uint8Array, string, Partial<TextLimits>?]>([
    ['no JSON', '{a: 1}', 'MALFORMED'],
    ['nothing', '', 'MALFORMED'],
    ['a string without its end', '{"a', 'MALFORMED'],
    ['brackets that do not match', '[}', 'MALFORMED'],
    ['more after the end', '{} {}', 'MALFORMED'],
    [
      'a key that comes twice',
      '{"a": 1, "b": {"a": 1}, "a": 2}',
      'DUPLICATE_KEY',
    ],
    ['a key in two spellings', '{"a": 1, "\\u0061": 2}', 'DUPLICATE_KEY'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'NOT_UTF8'],
    ['more bytes', '[1]', 'TOO_LARGE', { bytes: 2 }],
    ['more levels', '[[[1]]]', 'TOO_DEEP', { depth: 3 }],
    ['a level for every byte', '['.repeat(1_000_000), 'TOO_DEEP'],
    ['more values', '[1,2,3]', 'TOO_MANY_NODES', { nodes: 3 }],
    ['more keys', '{"a":1,"b":2}', 'TOO_MANY_KEYS', { keys: 1 }],
  ])('refuses %s', (_, text, code, ...[limits]) => {
    expect(codeOf(text, limits)).toBe(code);
  });

  it.each<[string, string, Partial<TextLimits>]>([
    ['values that are just as many', '[[1],{"a":2}]', { nodes: 5 }],
    ['levels that are just as many', '[[1]]', { depth: 3 }],
    [
      'brackets and quotes in strings',
      '["[[[[", "\\"[", "\\\\"]',
      { depth: 2 },
    ],
    ['one key in two objects', '[{"a":1},{"a":1}]', { keys: 1 }],
    ['a value that is spelt as a key beside it', '{"a":"b","b":"a"}', {}],
  ])('takes %s', (_, text, limits) => {
    expect(readJson(text, limits)).toEqual(JSON.parse(text));
  });

  it('says where', () => {
    expect(() => readJson('{\n"a": 1,\n "a": 2}')).toThrow(
      expect.objectContaining({ position: { line: 3, column: 2 } }),
    );
  });

  it('keeps __proto__ as a key', () => {
    const value = Object(readJson('{"__proto__": {"polluted": true}}'));
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(value.polluted).toBeUndefined();
  });
});
