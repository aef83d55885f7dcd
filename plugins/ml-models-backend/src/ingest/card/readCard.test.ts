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
  it('reads front matter, sections and text', async () => {
    expect(await readCard('card.md', FULL)).toEqual({
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

  it('does not count headings with nothing under them', async () => {
    const card = await readCard(
      'card.md',
      '## Intended use\n\n[More Information Needed]\n\n## Limitations\nTBD\n## Evaluation\n### Results\n0.93\n',
    );
    expect(card.missing).toEqual(
      expect.arrayContaining(['Intended use', 'Limitations']),
    );
    expect(card.missing).not.toContain('Evaluation');
  });

  it('reads an empty card as empty', async () => {
    expect(await readCard('card.md', '')).toMatchObject({
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
      `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n---\n# T\n`,
    ],
  ])('names a front matter that is %s', async (_why, text) => {
    const card = await readCard('card.md', text);
    expect(card.missing).toContain('Front matter (unreadable)');
    expect(card.sections).toEqual(['T']);
  });

  it('keeps hostile keys as data', async () => {
    const card = await readCard('c.md', '---\n__proto__: {admin: true}\n---\n');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(card.frontMatter.admin).toBeUndefined();
  });

  it('reads a front matter of 9,400 keys in linear time', async () => {
    const keys = Array.from({ length: 9_400 }, (_, index) => `k${index}:`);
    const card = await readCard('c.md', `---\n${keys.join('\n')}\n---\n`);
    expect(Object.keys(card.frontMatter)).toHaveLength(9_400);
  });

  it('keeps what JSON cannot hold as nothing', async () => {
    const card = await readCard('c.md', '---\nloss: .nan\n---\n');
    expect(card.frontMatter).toEqual({ loss: null });
  });

  it('reads a megabyte of blanks and hashes in linear steps', async () => {
    const card = await readCard(
      'card.md',
      `# ${' #'.repeat(500_000)}x\n## T\nx\n`,
    );
    expect(card.sections).toEqual(['T']);
  });
});
