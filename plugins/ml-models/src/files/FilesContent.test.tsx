import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sha256 } from '@noble/hashes/sha2.js';
import { CHUNK_SIZE, FileDigester } from '@ml-models/model-formats/digest';
import { failure, fakeBackend, FakeRoute } from '../__testUtils__/fakeBackend';
import { artifact, entity, version } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { FilesContent } from './FilesContent';

const CHUNKS_DIGEST = `sha256:${'c'.repeat(64)}`;
/** A whole chunk and a bit of a second. */
const SIZE = CHUNK_SIZE + 5;

function bytes(): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(SIZE);
  for (let i = 0; i < SIZE; i += 4096) {
    content[i] = i / 4096;
  }
  return content;
}

/** jsdom cannot read its own blobs as buffers; the platform's can be. */
function localFile(content: Uint8Array<ArrayBuffer>): File {
  const file = new File([content], 'copy.onnx');
  file.slice = (from, to) => new Blob([content.subarray(from, to)]);
  return file;
}

function recorded(content: Uint8Array) {
  const digester = new FileDigester(() => sha256.create());
  digester.update(content);
  const { leaves, merkleRoot, sha256: digest } = digester.digest();
  return {
    leaves,
    file: artifact({
      digest,
      merkleRoot,
      size: String(content.length),
      chunks: leaves?.length,
      chunkSize: CHUNK_SIZE,
      chunksDigest: CHUNKS_DIGEST,
    }),
  };
}

/** Hashed once: it is slow where the code is not optimised. */
const CONTENT = bytes();
const RECORDED = recorded(CONTENT);

function backendOf(document?: FakeRoute) {
  const { leaves, file } = RECORDED;
  return fakeBackend(
    modelRoutes({
      [`GET ${MODEL_PATH}/versions/v3`]: () => version({ artifacts: [file] }),
      [`GET /documents/${encodeURIComponent(CHUNKS_DIGEST)}`]:
        document ?? (() => leaves),
    }),
  );
}

describe('FilesContent', () => {
  it('confirms an equal local copy', async () => {
    const backend = backendOf();
    renderPage(<FilesContent />, backend, { entity });

    await userEvent.upload(
      await screen.findByLabelText('Choose a file'),
      localFile(CONTENT),
    );

    expect(
      await screen.findByText(
        /copy\.onnx is the recorded file: the same bytes/,
      ),
    ).toBeVisible();
    expect(backend.requests.every(request => request.startsWith('GET '))).toBe(
      true,
    );
  });

  it('names the first chunk that differs when one byte was flipped', async () => {
    const backend = backendOf();
    const flipped = CONTENT.slice();
    flipped[CHUNK_SIZE + 2] += 1;
    renderPage(<FilesContent />, backend, { entity });

    await userEvent.upload(
      await screen.findByLabelText('Choose a file'),
      localFile(flipped),
    );

    expect(
      await screen.findByText('copy.onnx is not the recorded file'),
    ).toBeVisible();
    expect(
      screen.getByText(
        `First bad chunk: 1, bytes ${CHUNK_SIZE} to ${
          SIZE - 1
        }. Chunks that differ: 1.`,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('img', { name: /2 chunks of 8.0 MiB, 1 differs/ }),
    ).toBeVisible();
  });

  it('says that it cannot name a chunk when the chunk list is unreadable', async () => {
    const backend = backendOf(() => failure(500, 'disk on fire'));
    const cut = CONTENT.slice(0, -1);
    renderPage(<FilesContent />, backend, { entity });

    await userEvent.upload(
      await screen.findByLabelText('Choose a file'),
      localFile(cut),
    );

    expect(
      await screen.findByText('copy.onnx is not the recorded file'),
    ).toBeVisible();
    expect(
      screen.getByText(/where it differs is not known. disk on fire/),
    ).toBeVisible();
  });

  it('says that an unsupported file is not known to be good', async () => {
    renderPage(
      <FilesContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/versions/v3`]: () =>
            version({
              artifacts: [
                artifact({
                  path: 'model.keras',
                  inspection: {
                    format: 'keras',
                    status: 'unsupported',
                    findings: [],
                  },
                }),
              ],
            }),
        }),
      ),
      { entity },
    );

    expect(await screen.findByText(/recognised but not scanned/)).toBeVisible();
    expect(screen.getAllByText('not scanned')).not.toHaveLength(0);
  });
});
