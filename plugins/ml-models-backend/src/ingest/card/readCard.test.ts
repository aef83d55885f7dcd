import { readCard } from './readCard';

const FULL = `---
license: apache-2.0
datasets: [imagenet]
model-index:
  - name: scorer
---
# Scorer
## Model details
A scorer.
## Intended use
Scoring.
## Limitations
Few.
### Bias
Some.
## Training procedure
Adam.
## How to use
\`\`\`python
# Evaluation
\`\`\`
`;

describe('readCard', () => {
  it('reads front matter, sections and text', () => {
    expect(readCard('card.md', FULL)).toEqual({
      path: 'card.md',
      markdown: FULL.slice(FULL.indexOf('# Scorer')),
      frontMatter: {
        license: 'apache-2.0',
        datasets: ['imagenet'],
        'model-index': [{ name: 'scorer' }],
      },
      sections: [
        'Scorer',
        'Model details',
        'Intended use',
        'Limitations',
        'Bias',
        'Training procedure',
        'How to use',
      ],
      completeness: 1,
      missing: [],
    });
  });

  it('does not count headings with nothing under them', () => {
    const card = readCard(
      'card.md',
      '## Intended use\n\n[More Information Needed]\n\n## Limitations\nTBD\n## Evaluation\n### Results\n0.93\n',
    );
    expect(card.missing).toEqual(
      expect.arrayContaining(['Intended use', 'Limitations']),
    );
    expect(card.missing).not.toContain('Evaluation');
  });

  it('reads an empty card as empty', () => {
    expect(readCard('card.md', '')).toMatchObject({
      markdown: '',
      frontMatter: {},
      sections: [],
      completeness: 0,
    });
  });

  it.each([
    ['not YAML', '---\na: [\n---\n# T\n'],
    ['not a map', '---\n- a\n---\n# T\n'],
    ['too deep', `---\n${'['.repeat(40_000)}\n---\n# T\n`],
    ['too long', `---\na: ${'x'.repeat(70_000)}\n---\n# T\n`],
    [
      'a bomb of aliases',
      `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\n# T\n`,
    ],
  ])('names a front matter that is %s', (_why, text) => {
    const card = readCard('card.md', text);
    expect(card.missing).toContain('Front matter (unreadable)');
    expect(card.sections).toEqual(['T']);
  });

  it('keeps hostile keys as data', () => {
    const card = readCard('c.md', '---\n__proto__: {admin: true}\n---\n');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(card.frontMatter.admin).toBeUndefined();
  });

  it('reads a megabyte of blanks and hashes in linear steps', () => {
    const card = readCard('card.md', `# ${' #'.repeat(500_000)}x\n## T\nx\n`);
    expect(card.sections).toEqual(['T']);
  });
});
