import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileSource } from './LocalFileSource';

describe('LocalFileSource', () => {
  const about = { modelRef: 'mlmodel:default/m', version: '1' };
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'ml-models-local-')));
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const resolve = (roots: string[], location: string, path: string) =>
    new LocalFileSource(roots).resolve({ ...about, path, location });

  it('names the root and the path below it', async () => {
    await expect(
      resolve([folder], `file:${folder}/real/a/c.yaml`, './b/m.onnx'),
    ).resolves.toEqual({
      path: 'b/m.onnx',
      source: 'path:b/m.onnx',
      origin: { type: 'file', root: folder, path: 'real/a/b/m.onnx' },
    });
  });

  it('knows a root by its real name as well', async () => {
    await expect(
      resolve([`${folder}/link`], `file:${folder}/real/c.yaml`, 'm.onnx'),
    ).resolves.toMatchObject({
      origin: { root: `${folder}/real`, path: 'm.onnx' },
    });
  });

  it('takes no folder for a root that only begins alike', async () => {
    await expect(
      resolve([`${folder}/re`], `file:${folder}/real/c.yaml`, 'm.onnx'),
    ).rejects.toMatchObject({ code: 'PATH_OUTSIDE_ROOT' });
  });

  it('reads nothing without a configured root', async () => {
    await expect(
      resolve([], `file:${folder}/real/c.yaml`, 'm.onnx'),
    ).rejects.toMatchObject({ code: 'PATH_OUTSIDE_ROOT' });
  });

  it.each([['url:https://example.com/c.yaml'], ['file:relative/c.yaml']])(
    'leaves %s to others',
    async location => {
      await expect(
        resolve([folder], location, 'm.onnx'),
      ).resolves.toBeUndefined();
    },
  );
});
