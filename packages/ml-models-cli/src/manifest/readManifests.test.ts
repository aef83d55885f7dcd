import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from './readManifests';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'manifests-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function file(path: string, text: string | Uint8Array): Promise<string> {
  await mkdir(join(dir, path, '..'), { recursive: true });
  await writeFile(join(dir, path), text);
  return join(dir, path);
}

describe('readManifests', () => {
  it('reads all documents of a folder, at any depth, in order', async () => {
    await file('b.yaml', 'kind: B1\n---\nkind: B2\n---\n');
    await file('a/deep/x.yml', 'kind: A');
    await file('c.json', '{"kind": "C"}');
    await file('notes.txt', 'kind: Not');
    await file('.git/hidden.yaml', 'kind: Not');
    await file('node_modules/x.yaml', 'kind: Not');
    expect(await readManifests([dir])).toEqual({
      documents: [{ kind: 'A' }, { kind: 'B1' }, { kind: 'B2' }, { kind: 'C' }],
      problems: [],
    });
  });

  it('takes a file that is named, whatever it is called', async () => {
    const json = await file(
      'kubectl-output',
      '  {"kind": "List", "items": []}',
    );
    const flow = await file('flow', '{kind: Flow}');
    expect(await readManifests([json, flow])).toEqual({
      documents: [{ kind: 'List', items: [] }, { kind: 'Flow' }],
      problems: [],
    });
  });

  it('follows links to files, not to folders', async () => {
    await file('real/x.yaml', 'kind: X');
    await mkdir(join(dir, 'mount'));
    await symlink('../real', join(dir, 'mount', '..data'));
    await symlink('../real', join(dir, 'mount', 'folder'));
    await symlink('..data/x.yaml', join(dir, 'mount', 'x.yaml'));
    const { documents, problems } = await readManifests([join(dir, 'mount')]);
    expect({ documents, problems }).toEqual({
      documents: [{ kind: 'X' }],
      problems: [],
    });
  });

  it.each<[string, string | Uint8Array, string]>([
    ['bad YAML', 'a: [1', 'x.yaml'],
    ['a template', 'name: {{ .Values.name }}\nx: {{- end }}', 'x.yaml'],
    ['an object of which kind', 'kind: {{ .Values.kind }}', 'template'],
    ['the same key twice', 'a: 1\na: 2', 'twice'],
    ['no UTF-8', Uint8Array.of(0x61, 0x3a, 0xff), 'x.yaml'],
    [
      'aliases that unfold without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, i) => {
          const last = 'abcdefghij'[i];
          return `${name}: &${name} [${Array(9).fill(`*${last}`).join(',')}]`;
        })
        .join('\n')}`,
      'values',
    ],
  ])(
    'calls %s a problem of that file, and reads the others',
    async (_, text, why) => {
      await file('x.yaml', text);
      await file('y.yaml', 'kind: Y');
      const { documents, problems } = await readManifests([dir]);
      expect(documents).toEqual([{ kind: 'Y' }]);
      expect(problems).toHaveLength(1);
      expect(problems[0].path).toBe(join(dir, 'x.yaml'));
      expect(`${problems[0].path}: ${problems[0].message}`).toContain(why);
    },
  );

  it('calls a missing path and a link to nothing a problem', async () => {
    await symlink('nothing', join(dir, 'x.yaml'));
    const gone = join(dir, 'gone');
    const { problems } = await readManifests([dir, gone]);
    expect(problems.map(({ path }) => path).sort()).toEqual(
      [gone, join(dir, 'x.yaml')].sort(),
    );
  });

  it('parses JSON whatever its size', async () => {
    const items = [{ text: 'x'.repeat(17 * 1024 * 1024) }];
    const path = await file('large', JSON.stringify({ items }));
    expect(await readManifests([path])).toEqual({
      documents: [{ items }],
      problems: [],
    });
  });

  it('refuses a YAML file that is too large to parse', async () => {
    await file('x.yaml', `# ${'x'.repeat(16 * 1024 * 1024)}`);
    const { problems } = await readManifests([dir]);
    expect(problems).toEqual([
      {
        path: join(dir, 'x.yaml'),
        message: 'more than 16777216 bytes',
      },
    ]);
  });
});
