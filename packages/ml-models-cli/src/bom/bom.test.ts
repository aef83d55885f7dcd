import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateBom } from '@ml-models/model-bom';
import { onnxFile } from '../__testUtils__/modelFiles';
import { jsonLines, runBin } from '../__testUtils__/runBin';

const MANIFEST = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: other }
---
apiVersion: ml-models/v1alpha1
kind: MLModel
metadata:
  name: iris
  description: Tells flowers apart
spec:
  type: classifier
  lifecycle: production
  owner: group:default/botany
  version: "1.10"
  framework: onnx
  license: Apache-2.0
  intendedUse: Teaching
`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-bom-'));
  await mkdir(join(dir, 'weights'));
  await writeFile(join(dir, 'weights', 'm.onnx'), onnxFile());
  await writeFile(join(dir, 'notes.bin'), 'notes');
  await writeFile(join(dir, 'model.yaml'), MANIFEST);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = (...args: string[]) =>
  runBin(args, { cwd: dir, env: { SOURCE_DATE_EPOCH: undefined } });

describe('bom', () => {
  it('prints a valid SPDX 2.3 document of the model as declared', async () => {
    const { exit, stdout, stderr } = await run(
      'bom',
      'weights/m.onnx',
      'notes.bin',
      '--manifest',
      'model.yaml',
      '--timestamp',
      '2026-01-31T12:00:00Z',
    );
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const document = JSON.parse(stdout);
    expect(validateBom(document)).toEqual([]);
    expect(document.spdxVersion).toBe('SPDX-2.3');
    expect(document.creationInfo.created).toBe('2026-01-31T12:00:00Z');
    expect(document.packages[0]).toMatchObject({
      name: 'iris',
      versionInfo: '1.10',
    });
    const digest = createHash('sha256').update(onnxFile()).digest('hex');
    expect(stdout).toContain(digest);
    expect(stdout).toContain('weights/m.onnx');
    expect(stdout).toContain('Apache-2.0');
  });

  it('gives equal bytes for equal input, in any order of the files', async () => {
    const files = ['weights/m.onnx', 'notes.bin'];
    const first = await run('bom', ...files);
    const second = await run('bom', ...files.reverse());
    expect(second).toEqual(first);
    await utimes(join(dir, 'notes.bin'), 1e9, 1_900_000_000);
    const newest = JSON.parse((await run('bom', ...files)).stdout);
    expect(newest.creationInfo.created).toBe('2030-03-17T17:46:40Z');
  });

  it.each<[string, string]>([
    [
      '6c8b9f3e-3f2a-4e0d-9b1c-0a1b2c3d4e5f',
      'urn:uuid:6c8b9f3e-3f2a-4e0d-9b1c-0a1b2c3d4e5f',
    ],
    ['https://example.com/boms/1', 'https://example.com/boms/1'],
  ])('takes the identity %s', async (serial, namespace) => {
    const { stdout } = await run('bom', 'notes.bin', '--serial', serial);
    expect(JSON.parse(stdout).documentNamespace).toBe(namespace);
  });

  it('prints one line with --json', async () => {
    const { stdout } = await run('bom', '--json', 'notes.bin');
    expect(jsonLines(stdout)).toHaveLength(1);
  });

  it('prints nothing when a file could not be read', async () => {
    const { exit, stdout, stderr } = await run('bom', 'notes.bin', 'gone');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('gone: NOT_FOUND');
  });

  it('describes a damaged file, and ends with 2', async () => {
    await writeFile(join(dir, 'cut.onnx'), onnxFile().subarray(0, 90));
    const { exit, stdout, stderr } = await run('bom', 'cut.onnx');
    expect(exit).toBe(2);
    expect(JSON.parse(stdout).spdxVersion).toBe('SPDX-2.3');
    expect(stderr).toContain('cut.onnx: TRUNCATED');
  });

  it.each<[number, string, string]>([
    [2, 'kind: Component', 'MLModel'],
    [2, `${MANIFEST}---${MANIFEST}`, 'exactly one'],
    [2, 'a: [', 'model.yaml'],
    [2, MANIFEST.replace('"1.10"', '1.10'), 'quotes'],
    [2, MANIFEST.replace('name: iris', 'title: iris'), 'metadata.name'],
  ])(
    'ends with %d for a manifest that says too little',
    async (code, text, why) => {
      await writeFile(join(dir, 'model.yaml'), text);
      const { exit, stdout, stderr } = await run(
        'bom',
        'notes.bin',
        '--manifest',
        'model.yaml',
      );
      expect({ exit, stdout }).toEqual({ exit: code, stdout: '' });
      expect(stderr).toContain(why);
    },
  );

  it.each([
    [['--format', 'spdx-3.0']],
    [['--format', 'cyclonedx-1.6']],
    [['--format', 'cyclonedx-1.7']],
    [['--format', 'swid']],
    [['--timestamp', 'yesterday']],
    [['--timestamp', '2026-01-31T12:00:00+01:00']],
    [['--serial', 'x y']],
  ])('ends with 64 for %j', async flags => {
    const { exit, stdout, stderr } = await run('bom', 'notes.bin', ...flags);
    expect({ exit, stdout }).toEqual({ exit: 64, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it('says that score, diff and validate are not there yet', async () => {
    for (const name of ['score', 'diff', 'validate']) {
      const { exit, stderr } = await run('bom', name, 'doc.json');
      expect({ exit, stderr }).toMatchObject({
        exit: 64,
        stderr: expect.stringContaining('not available yet'),
      });
    }
  });
});
