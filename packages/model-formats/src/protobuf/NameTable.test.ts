import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { Limits } from '../inspection/limits';
import { NameTable } from './NameTable';

function table(limits?: Partial<Limits>) {
  const names = new NameTable(
    new InspectionContext({ format: 'onnx', limits }),
    'names',
  );
  const id = (text: string | Uint8Array) => {
    const bytes = new Uint8Array(Buffer.from(text));
    return names.id(new DataView(bytes.buffer), 0, bytes.length, 0);
  };
  return { names, id };
}

const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return error instanceof FormatError ? error.code : error;
  }
  return undefined;
};

describe('NameTable', () => {
  it('gives one number to equal names, whatever their length', () => {
    const { names, id } = table();
    const texts = Array.from({ length: 300 }, (_, i) => 'né'.repeat(i) + i);
    const ids = texts.map(id);
    expect(ids).toEqual(texts.map((_, i) => i));
    expect(texts.map(id)).toEqual(ids);
    expect(ids.map(each => names.text(each))).toEqual(texts);
  });

  it('tells names apart that differ in one byte, or by zeros at the end', () => {
    const { id } = table();
    const texts = ['abcd', 'abce', 'abcd\0', 'abcd\0\0', 'abc', 'abc\0'];
    expect(new Set(texts.map(id)).size).toBe(texts.length);
  });

  it('keeps them apart over many blocks', () => {
    const { names, id } = table();
    const texts = Array.from({ length: 40 }, (_, i) =>
      String(i).padEnd(60_000 - i, '/'),
    );
    texts.forEach(id);
    expect(texts.map(id)).toEqual(texts.map((_, i) => i));
    expect(names.text(39)).toBe(texts[39]);
  });

  it.each([
    ['INVALID_UTF8', {}, [Uint8Array.of(0x61, 0xff)]],
    ['LIMIT_EXCEEDED', { names: 2 }, ['a', 'b', 'c']],
    [
      'LIMIT_EXCEEDED',
      { namesBytes: 300_000 },
      [
        'a'.repeat(64_000),
        'b'.repeat(64_000),
        'c'.repeat(64_000),
        'd'.repeat(64_000),
        'e'.repeat(64_000),
      ],
    ],
  ])('throws %s for %j', (code, limits, texts) => {
    const { id } = table(limits);
    expect(codeOf(() => texts.forEach(id))).toBe(code);
  });

  it('refuses names that were chosen to collide', () => {
    const { id } = table();
    const colliding: string[] = [];
    for (let i = 0; colliding.length < 2_000; i++) {
      const text = i.toString(36).padStart(4, '0');
      // One place of 1,024 in any table that these names fill.
      if ((placeOf(text) & 0x3ff) === 0) {
        colliding.push(text);
      }
    }
    expect(codeOf(() => colliding.forEach(id))).toBe('LIMIT_EXCEEDED');
  });
});

/** The same mixing, for one word. */
function placeOf(text: string): number {
  const word = new DataView(new Uint8Array(Buffer.from(text)).buffer).getInt32(
    0,
    true,
  );
  let hash = Math.imul(4 ^ word, 0x2c1b3c6d);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x297a2d39);
  return hash ^ (hash >>> 16);
}
