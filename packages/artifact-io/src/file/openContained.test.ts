import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import {
  link,
  mkdir,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ArtifactErrorCode } from '../ArtifactError';
import { openContained } from './openContained';

jest.mock('node:fs', () => ({
  ...jest.requireActual('node:fs'),
  open: jest.fn(jest.requireActual('node:fs').open),
}));
const open = fs.open as unknown as jest.Mock;
const { open: realOpen } = jest.requireActual<typeof fs>('node:fs');

/** What somebody else does between the check and the opening. */
function beforeOpening(act: () => Promise<void>): void {
  open.mockImplementation((...args: Parameters<typeof realOpen>) => {
    act().then(() => realOpen(...args));
  });
}

let base: string;
let root: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'contained-'));
  root = join(base, 'root');
  await mkdir(join(root, 'models'), { recursive: true });
  await writeFile(join(root, 'models', 'm.onnx'), 'inside');
  await mkdir(join(base, 'other'));
  await writeFile(join(base, 'other', 'm.onnx'), 'outside');
});

afterEach(async () => {
  open.mockImplementation(realOpen);
  await rm(base, { recursive: true, force: true });
});

async function codeOf(
  path: string,
  at = root,
): Promise<ArtifactErrorCode | ''> {
  try {
    const file = await openContained(at, path);
    await file.close();
    return '';
  } catch (error) {
    expect(error).toMatchObject({ name: 'ArtifactError', path });
    return (error as { code: ArtifactErrorCode }).code;
  }
}

describe('openContained', () => {
  it('opens a file below the root and says what it opened', async () => {
    const file = await openContained(root, './models//m.onnx');
    const stats = await stat(join(root, 'models/m.onnx'), {
      bigint: true,
    });
    expect(file).toMatchObject({
      path: './models//m.onnx',
      size: 6,
      identity: {
        device: String(stats.dev),
        inode: String(stats.ino),
        size: 6,
        mtimeNs: String(stats.mtimeNs),
        ctimeNs: String(stats.ctimeNs),
      },
    });
    await file.close();
    await file.close();
  });

  it('trusts the root itself, even behind a link', async () => {
    await symlink(root, join(base, 'link'));
    expect(await codeOf('models/m.onnx', join(base, 'link'))).toBe('');
  });

  it.each<[string, ArtifactErrorCode]>([
    ['../other/m.onnx', 'INVALID_PATH'],
    ['models/../../other/m.onnx', 'INVALID_PATH'],
    ['models/../models/m.onnx', 'INVALID_PATH'],
    ['..', 'INVALID_PATH'],
    ['/etc/passwd', 'INVALID_PATH'],
    ['C:/m.onnx', 'INVALID_PATH'],
    ['models\\m.onnx', 'INVALID_PATH'],
    ['models/m.onnx\0.txt', 'INVALID_PATH'],
    ['', 'INVALID_PATH'],
    ['.', 'INVALID_PATH'],
    ['models/m.onnx/', 'INVALID_PATH'],
    [`models/${'x'.repeat(300)}`, 'INVALID_PATH'],
    ['models', 'NOT_A_FILE'],
    ['models/none.onnx', 'NOT_FOUND'],
    ['models/m.onnx/deeper', 'NOT_FOUND'],
  ])('refuses %j as %s', async (path, code) => {
    expect(await codeOf(path)).toBe(code);
  });

  it.each([
    ['out of the root', '../../other/m.onnx'],
    ['that stays inside', 'm.onnx'],
    ['to nothing', 'gone'],
    ['to itself', 'link.onnx'],
  ])('refuses a link %s', async (_, target) => {
    await symlink(target, join(root, 'models', 'link.onnx'));
    expect(await codeOf('models/link.onnx')).toBe('SYMLINK');
  });

  it('refuses a directory that is a link', async () => {
    await symlink('../other', join(root, 'dir'));
    await symlink('models', join(root, 'alias'));
    expect(await codeOf('dir/m.onnx')).toBe('SYMLINK');
    expect(await codeOf('alias/m.onnx')).toBe('SYMLINK');
  });

  it('refuses pipes and sockets without waiting for them', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const server = createServer();
    await new Promise<void>(resolve =>
      server.listen(join(root, 'socket'), resolve),
    );
    try {
      expect(await codeOf('pipe')).toBe('NOT_A_FILE');
      expect(await codeOf('socket')).toBe('NOT_A_FILE');
    } finally {
      await new Promise(resolve => server.close(resolve));
    }
  });

  it('refuses devices', async () => {
    expect(await codeOf('null', '/dev')).toBe('NOT_A_FILE');
  });

  it('finds a file that is exchanged between the check and the opening', async () => {
    beforeOpening(async () => {
      await writeFile(join(base, 'new'), 'other bytes');
      await rename(join(base, 'new'), join(root, 'models', 'm.onnx'));
    });
    expect(await codeOf('models/m.onnx')).toBe('CHANGED_WHILE_READ');
  });

  it('finds a link that takes the place of the file', async () => {
    beforeOpening(async () => {
      await rm(join(root, 'models', 'm.onnx'));
      await symlink(join(base, 'other/m.onnx'), join(root, 'models', 'm.onnx'));
    });
    expect(await codeOf('models/m.onnx')).toBe('SYMLINK');
  });

  it('finds a directory that leads outside only while opening', async () => {
    // The same inode outside and inside: only the place tells them apart.
    await link(
      join(root, 'models', 'm.onnx'),
      join(base, 'other', 'same.onnx'),
    );
    await rename(
      join(root, 'models', 'm.onnx'),
      join(root, 'models', 'same.onnx'),
    );
    beforeOpening(async () => {
      await rename(join(root, 'models'), join(base, 'moved'));
      await symlink(join(base, 'other'), join(root, 'models'));
    });
    expect(await codeOf('models/same.onnx')).toBe('OUTSIDE_ROOT');
  });

  it('opens nothing but what stands below the root, whatever the path', async () => {
    await symlink('../../other', join(root, 'models', 'out'));
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'models',
      'out',
      'm.onnx',
      'other',
      'root',
      '\\..',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 6 }),
        async parts => {
          const path = parts.join('/');
          const code = await codeOf(path);
          const meaning = parts.filter(p => p !== '.' && p !== '');
          const good =
            meaning.join('/') === 'models/m.onnx' &&
            !path.startsWith('/') &&
            !path.endsWith('/');
          // A trailing `.` names a directory in other tools; here it is dropped.
          expect(code === '').toBe(good);
        },
      ),
      { numRuns: 300 },
    );
  });
});
