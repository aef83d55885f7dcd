import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READ_BLOCK_BYTES } from '../limits';
import { digestDescriptor } from './digestDescriptor';

describe.each([true, false])('digestDescriptor, overlap %s', overlap => {
  const folder = mkdtempSync(join(tmpdir(), 'digest-'));
  const path = join(folder, 'file');
  let file: FileHandle;
  const request = { sha256: true, leaves: true, overlap };

  afterEach(() => file.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  async function openWith(bytes: Buffer): Promise<void> {
    writeFileSync(path, bytes);
    file = await open(path);
  }

  it.each([0, 1, READ_BLOCK_BYTES, 3 * READ_BLOCK_BYTES + 5])(
    'digests %d bytes and says how far it is',
    async size => {
      const bytes = Buffer.alloc(size, 'model');
      await openWith(bytes);
      const progress: number[] = [];
      const { sha256 } = await digestDescriptor(
        file.fd,
        size,
        request,
        at => void progress.push(at),
      );
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(sha256).toBe(`sha256:${expected}`);
      expect(progress.at(-1) ?? 0).toBe(size);
    },
  );

  it('says when the file ends early', async () => {
    await openWith(Buffer.alloc(10));
    await expect(digestDescriptor(file.fd, 11, request)).rejects.toThrow(
      'ends at 10',
    );
  });

  it('ends when progress is no longer wanted', async () => {
    await openWith(Buffer.alloc(3 * READ_BLOCK_BYTES));
    await expect(
      digestDescriptor(file.fd, 3 * READ_BLOCK_BYTES, request, () => {
        throw new Error('no more');
      }),
    ).rejects.toThrow('no more');
  });
});
