import type { Readable } from 'node:stream';
import {
  ArtifactRequest,
  ArtifactSource,
  ArtifactSourceError,
} from './ingestion/ArtifactSource';

/** Facts about a source under test. @public */
export interface ArtifactSourceTestSubject {
  source: ArtifactSource;
  /** an artifact that the source has, with its bytes */
  present: { request: ArtifactRequest; bytes: Uint8Array };
  /** one of the source's kind that it does not have */
  missing: ArtifactRequest;
  /** one that is not of the source's kind */
  foreign: ArtifactRequest;
}

/**
 * The contract of `ArtifactSource` as a jest suite:
 *
 * ```ts
 * testArtifactSource('my source', async () => ({ source, present, missing, foreign }));
 * ```
 * @public
 */
export function testArtifactSource(
  name: string,
  prepare: () => Promise<ArtifactSourceTestSubject>,
): void {
  const never = () => new AbortController().signal;

  describe(`${name} keeps the contract of ArtifactSource`, () => {
    it('leaves what is not its own to others', async () => {
      const { source, foreign } = await prepare();
      await expect(
        source.resolve(foreign, { signal: never() }),
      ).resolves.toBeUndefined();
    });

    it('names the file by a relative path and its source without credentials', async () => {
      const { source, present } = await prepare();
      const resolved = await source.resolve(present.request, {
        signal: never(),
      });
      expect(resolved?.path).toMatch(/^[^/\\\0][^\\\0]*$/);
      expect(resolved?.path.split('/')).not.toContain('..');
      expect(resolved?.source).not.toMatch(/\/\/[^/]*@/);
    });

    it('gives the bytes', async () => {
      const { source, present } = await prepare();
      const resolved = await source.resolve(present.request, {
        signal: never(),
      });
      if (resolved?.origin.type === 'stream') {
        const { stream } = await resolved.origin.open({ signal: never() });
        expect(await readAll(stream)).toEqual(Buffer.from(present.bytes));
      } else {
        expect(resolved?.origin).toEqual({
          type: 'file',
          root: expect.any(String),
          path: expect.any(String),
        });
      }
    });

    it('gives no bytes of what it does not have, and says why', async () => {
      const { source, missing } = await prepare();
      const opening = async () => {
        const resolved = await source.resolve(missing, { signal: never() });
        if (resolved?.origin.type === 'stream') {
          const { stream } = await resolved.origin.open({ signal: never() });
          stream.destroy();
          return 'bytes';
        }
        return resolved === undefined ? 'not mine' : 'opened by the backend';
      };
      const outcome = await opening().catch(error => error);
      expect(['opened by the backend', 'error']).toContain(
        outcome instanceof ArtifactSourceError ? 'error' : outcome,
      );
    });

    it('stops when it is cancelled', async () => {
      const { source, present } = await prepare();
      const cancelled = AbortSignal.abort(new Error('cancelled by the test'));
      const attempt = async () => {
        const resolved = await source.resolve(present.request, {
          signal: cancelled,
        });
        if (resolved?.origin.type !== 'stream') {
          return 'no stream to cancel';
        }
        const { stream } = await resolved.origin.open({ signal: cancelled });
        await readAll(stream);
        return 'all bytes';
      };
      const outcome = await attempt().catch(() => 'stopped');
      expect(outcome).not.toBe('all bytes');
    });
  });
}

async function readAll(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) {
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts);
}
