import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, inRepository } from '../support/repository';

/** The one place that decides what wears success, and the one that colours it. */
const HOMES = [
  'components/verdict/VerdictGlyph.tsx',
  'components/verdict/verdictLook.ts',
];
const SUCCESS = /['"`.]success\b/;

describe('the colour of success', () => {
  it('P5: is given by a verdict only, on no page by hand', () => {
    const source = inRepository('plugins', 'ml-models', 'src');
    const coloured = filesBelow(source)
      .filter(path => /\.tsx?$/.test(path) && !path.includes('.test.'))
      .filter(path => SUCCESS.test(readFileSync(join(source, path), 'utf8')));
    expect(coloured).toEqual(HOMES);
  });
});
