import fc from 'fast-check';
import { LicenseRefs } from './LicenseRefs';
import {
  isLicenseExpression,
  readLicense,
  readLicenseInto,
} from './readLicense';

describe('readLicense', () => {
  it.each([
    ['Apache-2.0', 'listed', 'Apache-2.0'],
    ['apache-2.0', 'listed', 'Apache-2.0'],
    ['MIT or Apache-2.0', 'listed', 'MIT OR Apache-2.0'],
    [
      '(MIT OR BSD-3-Clause) AND Apache-2.0',
      'listed',
      '(MIT OR BSD-3-Clause) AND Apache-2.0',
    ],
    [
      'MIT OR (BSD-3-Clause AND 0BSD)',
      'listed',
      'MIT OR BSD-3-Clause AND 0BSD',
    ],
    ['gpl-2.0+', 'listed', 'GPL-2.0+'],
    [
      'GPL-2.0-only WITH Classpath-exception-2.0',
      'listed',
      'GPL-2.0-only WITH Classpath-exception-2.0',
    ],
    ['llama3', 'unlisted', 'LicenseRef-llama3'],
    ['MIT AND llama3', 'unlisted', 'MIT AND LicenseRef-llama3'],
    ['Apache 2.0', 'unlisted', 'LicenseRef-Apache-2.0'],
    ['MIT AND', 'unlisted', 'LicenseRef-MIT-AND'],
    ['€MIT', 'unlisted', 'LicenseRef-MIT'],
    ['LicenseRef-ours', 'unlisted', 'LicenseRef-ours'],
    [
      'DocumentRef-x:LicenseRef-y',
      'unlisted',
      'LicenseRef-DocumentRef-x-LicenseRef-y',
    ],
    [
      'Classpath-exception-2.0',
      'unlisted',
      'LicenseRef-Classpath-exception-2.0',
    ],
    ['NONE', 'none', 'NONE'],
    ['NOASSERTION', 'unknown', 'NOASSERTION'],
    ['  ', 'unknown', 'NOASSERTION'],
    [undefined, 'unknown', 'NOASSERTION'],
    ['许可', 'unlisted', 'LicenseRef-unnamed'],
  ])('reads %p as %s', (declared, state, expression) => {
    expect(readLicense(declared)).toEqual({ state, expression });
  });

  it('does not recurse into an endless expression', () => {
    const nested = `${'('.repeat(20_000)}MIT${')'.repeat(20_000)}`;
    expect(readLicense(nested)).toEqual({
      state: 'unlisted',
      expression: 'LicenseRef-unnamed',
    });
  });

  it('answers an expression for any text', () => {
    const word = fc.constantFrom(
      ...['MIT', 'mit', 'llama3', 'AND', 'or', 'WITH', '(', ')', '+', ':'],
      'LicenseRef-x',
      'Classpath-exception-2.0',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map(words => words.join(' ')),
          fc.array(word).map(words => words.join('')),
        ),
        text => {
          const { expression } = readLicense(text);
          expect(isLicenseExpression(expression)).toBe(true);
          expect(readLicense(expression).expression).toBe(expression);
        },
      ),
    );
  });

  it('gives different texts different references in one document', () => {
    const refs = new LicenseRefs();
    const ids = ['llama 3', 'llama-3', 'Llama-3', 'llama 3'].map(
      text => readLicenseInto(text, refs).expression,
    );
    expect(ids).toEqual([
      'LicenseRef-llama-3',
      'LicenseRef-llama-3-2',
      'LicenseRef-Llama-3-3',
      'LicenseRef-llama-3',
    ]);
    expect(refs.all().map(({ declared }) => declared)).toEqual([
      'llama 3',
      'llama-3',
      'Llama-3',
    ]);
  });
});
