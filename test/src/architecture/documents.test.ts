import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, inRepository } from '../support/repository';

const BACKEND = 'plugins/ml-models-backend/src';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesBelow(inRepository('docs'))
    .filter(path => path.endsWith('.md'))
    .map(path => join('docs', path)),
  ...['packages', 'plugins'].flatMap(folder =>
    filesBelow(inRepository(folder))
      .filter(path => /^[^/]+\/(src\/.*)?README\.md$/.test(path))
      .map(path => join(folder, path)),
  ),
];
const textOf = (document: string) =>
  readFileSync(inRepository(document), 'utf8');

it.each(documents)('%s links to what is there', document => {
  const targets = [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.split('#')[0])
    .filter(target => target !== '' && !/^[a-z]+:/.test(target));
  expect(
    targets.filter(
      target => !existsSync(inRepository(dirname(document), target)),
    ),
  ).toEqual([]);
});

it('the way of one artifact names files that are there', () => {
  const text = textOf('docs/architecture.md');
  const way = text.slice(text.indexOf('## The way of one artifact'));
  const named = [...way.matchAll(/`((?:…\/)?[\w./-]+\/[\w./-]*)`/g)]
    .map(([, path]) => path)
    .filter(path => !path.startsWith('…'));
  expect(named.length).toBeGreaterThan(15);
  expect(
    named.filter(
      path =>
        !existsSync(inRepository(path)) &&
        !existsSync(inRepository(BACKEND, path)),
    ),
  ).toEqual([]);
});
