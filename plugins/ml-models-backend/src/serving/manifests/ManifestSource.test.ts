import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ManifestSource } from './ManifestSource';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\n`;

describe('ManifestSource', () => {
  const directory = createMockDirectory();
  const signal = new AbortController().signal;

  const observe = async () => {
    const source = new ManifestSource({
      config: { cluster: 'demo', path: directory.resolve('manifests') },
      urlReader: mockServices.urlReader.mock(),
      now: () => new Date('2026-01-31T12:00:00Z'),
    });
    const [snapshot] = await source.observe({ signal });
    return {
      ...snapshot,
      names: snapshot.objects.map(({ metadata }) => metadata.name),
    };
  };

  it('reads YAML and JSON below the folder and nothing else', async () => {
    directory.setContent({
      manifests: {
        'a.yaml': `${service('a')}---\n${service('b')}---\n`,
        'deep/er': { 'c.yml': service('c') },
        'd.json': JSON.stringify({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'd' },
        }),
        'README.md': 'kind: Service',
        '.git': { 'e.yaml': service('e') },
      },
    });
    const { names, problems, ...snapshot } = await observe();
    expect(names).toEqual(['a', 'b', 'd', 'c']);
    expect(problems).toEqual([]);
    expect(snapshot).toMatchObject({
      cluster: 'demo',
      observedAt: '2026-01-31T12:00:00.000Z',
      source: 'manifests',
    });
  });

  it('follows no symbolic link and says so', async () => {
    directory.setContent({
      'secret.yaml': service('secret'),
      manifests: {
        'a.yaml': service('a'),
        'link.yaml': ctx => ctx.symlink('../secret.yaml'),
        linked: ctx => ctx.symlink('..'),
      },
    });
    const { names, problems } = await observe();
    expect(names).toEqual(['a']);
    expect(problems).toEqual([
      'link.yaml: a symbolic link, which is not followed',
      'linked: a symbolic link, which is not followed',
    ]);
  });

  it('names a file that is not YAML, and reads the others', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map(
        (key, index) =>
          `${key}: &${key} [${Array(10)
            .fill(`*${'abcdefgh'[index]}`)
            .join(',')}]\n`,
      )
      .join('')}`;
    directory.setContent({
      manifests: {
        'a.yaml': service('a'),
        'bad.yaml': 'kind: [',
        'bomb.yaml': bomb,
      },
    });
    const { names, problems } = await observe();
    expect(names).toEqual(['a']);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^bad\.yaml: /);
    expect(problems[1]).toMatch(/^bomb\.yaml: .*values/);
  });

  it('throws when the folder is not there: that is not an empty cluster', async () => {
    directory.setContent({});
    await expect(observe()).rejects.toThrow('ENOENT');
  });
});
