import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectFiles } from '../support/mlModels';
import { describeLive } from '../support/repository';

const CHUNK = 8 * 1024 * 1024;

describeLive('digests against openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'digests-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const openssl = (bytes: Buffer) =>
    execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: bytes });

  // RFC 6962 shape with the odd node carried up, as the contract words it, built only from openssl's digests.
  function root(bytes: Buffer): Buffer {
    if (bytes.length === 0) return openssl(bytes);
    let level: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK)
      level.push(
        openssl(
          Buffer.concat([Buffer.from([0]), bytes.subarray(at, at + CHUNK)]),
        ),
      );
    while (level.length > 1) {
      const next: Buffer[] = [];
      for (let i = 0; i < level.length; i += 2)
        next.push(
          i + 1 < level.length
            ? openssl(Buffer.concat([Buffer.from([1]), level[i], level[i + 1]]))
            : level[i],
        );
      level = next;
    }
    return level[0];
  }

  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 12_345])(
    'agree for %d bytes',
    size => {
      const bytes = Buffer.alloc(size);
      for (let i = 0; i < size; i += 4_096) bytes[i] = (i / 4_096) % 251;
      const path = join(folder, `${size}.bin`);
      writeFileSync(path, bytes);
      const [fact] = inspectFiles(path);
      expect(fact.digests).toEqual({
        sha256: `sha256:${openssl(bytes).toString('hex')}`,
        merkleRoot: `sha256:${root(bytes).toString('hex')}`,
        chunkSize: CHUNK,
      });
    },
  );
});
