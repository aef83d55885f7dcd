import { Composer } from 'yaml';
import { TextError } from './TextError';
import { readJson } from './json/readJson';
import { readYamlStream } from './yaml/readYaml';

const MIB = 1024 * 1024;
const SIZE = MIB / 4;
const fill = (piece: string) => piece.repeat(Math.floor(SIZE / piece.length));
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Nine levels of nine aliases each: 9^9 values (CWE-776). */
const LAUGHS = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghij'
    .split('')
    .map(
      (name, index) =>
        `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`)}]`,
    ),
].join('\n');

// Nothing here is timed: a reader that is not linear in one of them takes a minute and runs into the runner's limit.
describe('a text that is made to hurt', () => {
  it.each<[string, string, string]>([
    ['keys', lines(25_000, i => `k${i}: v`), 'TOO_MANY_KEYS'],
    ['flow keys', `{${lines(25_000, i => `k${i}: v,`)}}`, 'TOO_MANY_KEYS'],
    ['open brackets', fill('['), 'TOO_DEEP'],
    ['open braces', fill('{'), 'TOO_DEEP'],
    ['dashes', fill('- '), 'TOO_DEEP'],
    ['question marks', fill('? '), 'TOO_DEEP'],
    ['keys in one line', fill('a: '), 'TOO_DEEP'],
    ['closing brackets', fill(']'), 'MALFORMED'],
    ['commas', `{${fill(',')}}`, 'MALFORMED'],
    ['quotes', fill('"'), 'MALFORMED'],
    ['asterisks', fill('*a '), 'MALFORMED'],
    ['anchors of one value', fill('&a '), 'MALFORMED'],
    ['tags of one value', fill('!a '), 'MALFORMED'],
    ['anchors', lines(20_000, i => `- &a${i} x`), 'read'],
    ['aliases', `- &a x\n${'- *a\n'.repeat(50_000)}`, 'TOO_MANY_ALIASES'],
    ['aliases of aliases', LAUGHS, 'TOO_MANY_NODES'],
    [
      'aliases of a long text',
      `- &a ${'x'.repeat(MIB / 2)}\n${'- *a\n'.repeat(900)}`,
      'TOO_LARGE',
    ],
    [
      'merge keys',
      `a: &a {${lines(9_000, i => ` k${i}: 1,`)}\n }\nb:\n${lines(
        900,
        () => '- <<: *a',
      )}`,
      'TOO_MANY_NODES',
    ],
    ['merge lists', `a:\n  <<: [${'{x: 1},'.repeat(20_000)}]`, 'read'],
    ['documents', fill('---\n'), 'TOO_MANY_DOCUMENTS'],
    ['directives', fill('%A b\n'), 'read'],
    ['comments', fill('#\n'), 'read'],
    ['a comment', fill('#'), 'read'],
    ['blank lines', fill('\n'), 'read'],
    ['blanks', `a:${fill(' ')}1`, 'read'],
    ['tabs', fill('\t'), 'read'],
    ['carriage returns', fill('\r\n'), 'read'],
    ['lines of a block scalar', `a: |\n${fill(' b\n')}`, 'read'],
    ['lines of a plain scalar', `a:\n${fill(' b\n')}`, 'read'],
    ['escapes', `"${fill('\\n')}"`, 'read'],
    ['backslashes', `"${fill('\\')}"`, 'read'],
    ['empty values', fill('-\n'), 'read'],
  ])('YAML of %s', (_, text, outcome) => {
    let code = 'read';
    try {
      readYamlStream(text, { tokens: MIB });
    } catch (error) {
      code = error instanceof TextError ? error.code : String(error);
    }
    expect(code).toBe(outcome);
  });

  it.each<[string, string, string]>([
    ['empty arrays', `[${fill('[],')}[]]`, 'read'],
    ['open brackets', fill('['), 'TOO_DEEP'],
    ['keys', `{${lines(60_000, i => `"k${i}":1,`)}"k":1}`, 'TOO_MANY_KEYS'],
    ['quotes', fill('"'), 'MALFORMED'],
    ['backslashes', `"${fill('\\')}`, 'MALFORMED'],
    ['escaped quotes', `"${fill('\\"')}`, 'MALFORMED'],
  ])('JSON of %s', (_, text, outcome) => {
    let code = 'read';
    try {
      readJson(text);
    } catch (error) {
      code = error instanceof TextError ? error.code : String(error);
    }
    expect(code).toBe(outcome);
  });

  it('ends at the first error instead of collecting one per byte', () => {
    // what `readYaml` relies on in the library
    expect(Object.hasOwn(new Composer(), 'onError')).toBe(true);
  });
});
