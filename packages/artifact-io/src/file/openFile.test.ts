import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArtifactErrorCode } from '../ArtifactError';
import { openFile } from './openFile';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'open-'));
  await writeFile(join(dir, 'm.onnx'), 'bytes');
  await symlink('m.onnx', join(dir, 'link.onnx'));
  await symlink('loop', join(dir, 'loop'));
  execFileSync('mkfifo', [join(dir, 'pipe')]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('openFile', () => {
  it.each(['m.onnx', 'link.onnx'])('opens %s', async name => {
    const file = await openFile(join(dir, name));
    expect(file).toMatchObject({ path: join(dir, name), size: 5 });
    await file.close();
  });

  it.each<[string, ArtifactErrorCode]>([
    ['', 'NOT_A_FILE'],
    ['pipe', 'NOT_A_FILE'],
    ['/dev/null', 'NOT_A_FILE'],
    ['none', 'NOT_FOUND'],
    ['m.onnx/x', 'NOT_FOUND'],
    ['loop', 'SYMLINK'],
    ['a\0b', 'INVALID_PATH'],
  ])('refuses %j as %s', async (name, code) => {
    const path = name.startsWith('/') ? name : join(dir, name);
    await expect(openFile(path)).rejects.toMatchObject({ code, path });
  });

  it('refuses no name at all', async () => {
    await expect(openFile('')).rejects.toMatchObject({ code: 'INVALID_PATH' });
  });
});
