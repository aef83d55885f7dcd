import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnxFile } from '../__testUtils__/modelFiles';
import { jsonLines, runBin } from '../__testUtils__/runBin';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-diff-'));
  const cut = onnxFile();
  await Promise.all([
    writeFile(join(dir, 'v1.onnx'), onnxFile()),
    writeFile(join(dir, 'copy.onnx'), onnxFile()),
    writeFile(join(dir, 'v2.onnx'), onnxFile({ inputSize: 4 })),
    writeFile(join(dir, 'cut.onnx'), cut.subarray(0, cut.length - 9)),
  ]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const run = (...args: string[]) => runBin(['diff', ...args], { cwd: dir });

describe('diff', () => {
  it('answers with one object', async () => {
    const { exit, stdout, stderr } = await run('--json', 'v1.onnx', 'v2.onnx');
    const [answer, ...more] = jsonLines(stdout);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      before: { path: 'v1.onnx', format: 'onnx', status: 'clean' },
      after: { path: 'v2.onnx' },
      identical: false,
      compatibility: 'breaking',
      reasons: [
        {
          id: 'input-dimension',
          message: 'input “x” changes dimension 0 from N to 4',
        },
      ],
      inputs: {
        changed: [{ key: 'x', from: { shape: ['N'] }, to: { shape: [4] } }],
      },
      tensors: { added: [], removed: [], changed: [], unchanged: 1 },
      headline: 'bytes differ, interface differs',
      notCompared: [{ section: 'tensor contents' }],
    });
    expect(stderr).toBe('');
    expect(exit).toBe(0);
  });

  it('says when the bytes are the same', async () => {
    const { exit, stdout } = await run('v1.onnx', 'copy.onnx');
    expect(stdout).toContain('compatible: callers');
    expect(stdout).toContain('the bytes are the same');
    expect(exit).toBe(0);
  });

  it.each([
    [['v1.onnx', 'v2.onnx'], 0],
    [['--fail-on-breaking', 'v1.onnx', 'v2.onnx'], 1],
    [['--fail-on-breaking', 'v2.onnx', 'v1.onnx'], 0],
    [['v1.onnx', 'cut.onnx'], 2],
    [['v1.onnx', 'gone.onnx'], 2],
    [['v1.onnx'], 64],
  ])('%j ends with %d', async (args, exit) => {
    expect((await run(...args)).exit).toBe(exit);
  });

  it('says unknown of what could not be read', async () => {
    const { stdout } = await run('--json', 'v1.onnx', 'cut.onnx');
    expect(jsonLines(stdout)).toMatchObject([
      { compatibility: 'unknown', after: { error: { code: 'TRUNCATED' } } },
    ]);
  });
});
