import { TextError } from '../TextError';
import type { TextLimits } from '../limits';
import { readYaml, readYamlStream } from './readYaml';

function codeOf(text: string | Uint8Array, limits?: Partial<TextLimits>) {
  try {
    readYamlStream(text, limits);
    return 'read';
  } catch (error) {
    return error instanceof TextError ? error.code : error;
  }
}

describe('readYamlStream', () => {
  it.each<[string, string, unknown[]]>([
    ['a mapping', 'a: 1\nb: [x, y]', [{ a: 1, b: ['x', 'y'] }]],
    [
      'several documents, empty ones left out',
      'a: 1\n---\n---\nb: 2',
      [{ a: 1 }, { b: 2 }],
    ],
    ['nothing', '', []],
    ['comments only', '# nothing\n---\n# here', []],
    ['JSON', '{"a": [1, null, true]}', [{ a: [1, null, true] }]],
    ['CRLF and a byte order mark', '\uFEFFa: 1\r\nb: 2\r\n', [{ a: 1, b: 2 }]],
    [
      'block scalars',
      'a: |\n  x\n  y\nb: >-\n  x\n  y',
      [{ a: 'x\ny\n', b: 'x y' }],
    ],
    [
      'keys that are no text',
      '1: a\ntrue: b\n1.5: c',
      [{ '1': 'a', true: 'b', '1.5': 'c' }],
    ],
    ['a value that is not there', 'a:\nb: ~', [{ a: null, b: null }]],
    [
      'numbers that JSON cannot hold',
      'a: [.nan, .inf, -.inf]',
      [{ a: [null, null, null] }],
    ],
    [
      'a mapping of one pair in a flow sequence',
      '[a: 1, b]',
      [[{ a: 1 }, 'b']],
    ],
    [
      'aliases',
      'a: &x {k: 1}\nb: *x\nc: [*x]',
      [{ a: { k: 1 }, b: { k: 1 }, c: [{ k: 1 }] }],
    ],
    [
      'an anchor that is set anew',
      'a: &x 1\nb: *x\nc: &x 2\nd: *x',
      [{ a: 1, b: 1, c: 2, d: 2 }],
    ],
    ['anchored keys', '&k a: 1\nb: *k', [{ a: 1, b: 'a' }]],
    [
      'a tag that nobody knows, as the value below it',
      'a: !Ref x',
      [{ a: 'x' }],
    ],
  ])('reads %s', (_, text, values) => {
    expect(readYamlStream(text)).toEqual(values);
  });

  // sigs.k8s.io/yaml over go-yaml: decode.go, merge() and mapping()
  it.each<[string, string, unknown]>([
    [
      'an explicit key before it wins',
      'a: &a {x: 1, y: 1}\nb: {x: 2, <<: *a}',
      { x: 2, y: 1 },
    ],
    [
      'an explicit key after it wins',
      'a: &a {x: 1, y: 1}\nb: {<<: *a, x: 2}',
      { x: 2, y: 1 },
    ],
    [
      'the earlier of several wins',
      'a: [&a {x: 1}, &c {x: 2, z: 2}]\nb: {<<: [*a, *c]}',
      { x: 1, z: 2 },
    ],
    [
      'what was merged is merged on',
      'a: [&a {x: 1}, &c {<<: *a, y: 2}]\nb: {<<: *c}',
      { x: 1, y: 2 },
    ],
    ['a mapping in place', 'b: {<<: {x: 1}, y: 2}', { x: 1, y: 2 }],
    [
      'twice in one mapping, the earlier wins',
      'b:\n  <<: {x: 1}\n  <<: {x: 2, y: 2}',
      { x: 1, y: 2 },
    ],
    ['quoted it is a key', 'b: {"<<": {x: 1}}', { '<<': { x: 1 } }],
  ])('merges as kubectl does: %s', (_, text, merged) => {
    expect(readYaml(text)).toMatchObject({ b: merged });
    expect(JSON.stringify(Object.keys(Object(merged)).sort())).toEqual(
      JSON.stringify(Object.keys(Object(Object(readYaml(text)).b)).sort()),
    );
  });

  it.each<[string, string | Uint8Array, string, Partial<TextLimits>?]>([
    ['a key that comes twice', 'a: 1\nb: 2\na: 3', 'DUPLICATE_KEY'],
    ['a key and the same as a number', '1: a\n"1": b', 'DUPLICATE_KEY'],
    ['a key that is a mapping', 'name: {{ .Values.name }}', 'INVALID_KEY'],
    ['a key that is nothing', 'a: {~: 1}', 'INVALID_KEY'],
    ['what is not YAML', 'a: [1', 'MALFORMED'],
    ['a wrong indent', 'a:\n  b: 1\n c: 2', 'MALFORMED'],
    ['a tab as indent', 'a:\n\tb: 1', 'MALFORMED'],
    ['an alias of nothing', 'a: *x', 'MALFORMED'],
    ['an alias of another document', 'a: &x 1\n---\nb: *x', 'MALFORMED'],
    ['an anchor that contains itself', 'a: &x [*x]', 'MALFORMED'],
    ['a merge of a text', '<<: a', 'MALFORMED'],
    ['bytes that are no UTF-8', Uint8Array.of(0x61, 0x3a, 0xff), 'NOT_UTF8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0x00), 'NOT_UTF8'],
    ['more bytes', 'a: 12', 'TOO_LARGE', { bytes: 4 }],
    ['more levels', '- - - a', 'TOO_DEEP', { depth: 3 }],
    ['more levels in flow', '[[[a]]]', 'TOO_DEEP', { depth: 3 }],
    [
      'more levels through aliases',
      'a: &x [[1]]\nb: [[*x]]',
      'TOO_DEEP',
      { depth: 5 },
    ],
    ['more values', '[1, 2, 3]', 'TOO_MANY_NODES', { nodes: 3 }],
    [
      'more values in several documents',
      '1\n---\n2',
      'TOO_MANY_NODES',
      { nodes: 1 },
    ],
    ['more keys', 'a: 1\nb: 2', 'TOO_MANY_KEYS', { keys: 1 }],
    ['more keys by merging', 'a: 1\n<<: {b: 2}', 'TOO_MANY_KEYS', { keys: 1 }],
    [
      'more aliases',
      'a: &x 1\nb: *x\nc: *x',
      'TOO_MANY_ALIASES',
      { aliases: 1 },
    ],
    ['more documents', 'a\n---\nb', 'TOO_MANY_DOCUMENTS', { documents: 1 }],
    [
      'more text than it holds',
      'a: &x abcdef\nb: [*x, *x]',
      'TOO_LARGE',
      { characters: 17 },
    ],
    ['more comments', '#\n#\n#\n', 'TOO_MANY_NODES', { tokens: 3 }],
  ])('refuses %s', (_, text, code, ...[limits]) => {
    expect(codeOf(text, limits)).toBe(code);
  });

  it('takes what is just within its limits', () => {
    expect(codeOf('- - a', { depth: 3 })).toBe('read');
    expect(codeOf('[[a]]', { depth: 3 })).toBe('read');
    expect(codeOf('[1, 2]', { nodes: 3 })).toBe('read');
    expect(codeOf('a: &x [[1]]\nb: [*x]', { depth: 5 })).toBe('read');
  });

  it('says where', () => {
    expect(() => readYaml('a: 1\nbc: 2\nbc: 3')).toThrow(
      expect.objectContaining({ position: { line: 3, column: 1 } }),
    );
  });

  it('keeps __proto__ and constructor as keys', () => {
    const text = '__proto__: {polluted: true}\nconstructor: 1';
    const value = Object(readYaml(text));
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(value.polluted).toBeUndefined();
    expect(JSON.stringify(value)).toBe(
      '{"__proto__":{"polluted":true},"constructor":1}',
    );
    const merged = Object(readYaml('<<: {__proto__: {polluted: true}}'));
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(Object.keys(merged)).toEqual(['__proto__']);
  });
});

describe('readYaml', () => {
  it('gives the one document, null for none, and refuses two', () => {
    expect(readYaml('a: 1')).toEqual({ a: 1 });
    expect(readYaml('')).toBeNull();
    expect(() => readYaml('a\n---\nb')).toThrow(
      expect.objectContaining({ code: 'MALFORMED' }),
    );
  });
});
