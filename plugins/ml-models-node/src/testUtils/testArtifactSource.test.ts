import { Readable } from 'node:stream';
import {
  ArtifactSource,
  ArtifactSourceError,
} from '../ingestion/ArtifactSource';
import { testArtifactSource } from './testArtifactSource';

const BYTES = Buffer.from('bytes');
const about = { modelRef: 'mlmodel:default/m', version: '1' };

/** A source that keeps the contract; each test breaks one clause. */
const good: ArtifactSource = {
  name: 'memory',
  async resolve({ url }) {
    return url?.startsWith('memory:')
      ? {
          path: 'm.onnx',
          source: url,
          origin: {
            type: 'stream',
            async open({ signal }) {
              signal.throwIfAborted();
              if (url !== 'memory:m') {
                throw new ArtifactSourceError('ARTIFACT_NOT_FOUND', 'none');
              }
              return { stream: Readable.from([BYTES]) };
            },
          },
        }
      : undefined;
  },
};

const subject = (source: ArtifactSource) => ({
  source,
  present: { request: { ...about, url: 'memory:m' }, bytes: BYTES },
  missing: { ...about, url: 'memory:none' },
  foreign: { ...about, url: 'https://example.com/m' },
});

function changed(
  change: (
    resolved: NonNullable<Awaited<ReturnType<ArtifactSource['resolve']>>>,
  ) => object,
): ArtifactSource {
  return {
    ...good,
    async resolve(request, options) {
      const resolved = await good.resolve(request, options);
      return resolved && { ...resolved, ...change(resolved) };
    },
  };
}

const stream = (open: () => Promise<unknown>) => () => ({
  origin: { type: 'stream', open },
});

describe('testArtifactSource', () => {
  it('passes a source that keeps the contract', async () => {
    await expect(testArtifactSource(subject(good))).resolves.toBeUndefined();
  });

  it.each<[string, ArtifactSource]>([
    [
      'takes everything for its own',
      {
        ...good,
        resolve: (request, options) =>
          good.resolve({ ...request, url: 'memory:m' }, options),
      },
    ],
    ['leads out', changed(() => ({ path: '../m.onnx' }))],
    ['shows credentials', changed(() => ({ source: 'https://a:b@host/m' }))],
    ['shows a signature', changed(() => ({ source: 'https://host/m?sig=1' }))],
    [
      'gives other bytes',
      changed(stream(async () => ({ stream: Readable.from(['other']) }))),
    ],
    [
      'throws something of its own',
      changed(({ origin }) => ({
        origin: {
          type: 'stream',
          open: () =>
            origin.type === 'stream'
              ? origin
                  .open({ signal: new AbortController().signal })
                  .catch(() => Promise.reject(new Error('no code')))
              : undefined,
        },
      })),
    ],
    [
      'does not stop',
      changed(({ origin }) => ({
        origin: {
          type: 'stream',
          open: () =>
            origin.type === 'stream'
              ? origin.open({ signal: new AbortController().signal })
              : undefined,
        },
      })),
    ],
  ])('fails a source that %s', async (_what, source) => {
    await expect(testArtifactSource(subject(source))).rejects.toMatchObject({
      code: 'ERR_ASSERTION',
    });
  });
});
