import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CHUNK_SIZE, FileDigester } from '@ml-models/model-formats/digest';
import { failure, fakeBackend, FakeRoute } from '../__testUtils__/fakeBackend';
import { artifact, entity, version } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { FilesContent } from './FilesContent';

jest.mock('./localCopy/createLocalCopyWorker', () =>
  jest.requireActual('../__testUtils__/inProcessWorker'),
);

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
        new RegExp(
          `First bad chunk: 1, at offset ${CHUNK_SIZE} \\(bytes ${CHUNK_SIZE} to ${
            SIZE - 1
          }\\)\\. Chunks that differ: 1\\.`,
        ),
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
    expect(
      screen.getByText('It is 1 bytes shorter than the recorded file.'),
    ).toBeVisible();
  });

  it('stops when asked to and says that nothing is known', async () => {
    renderPage(<FilesContent />, backendOf(), { entity });
    const endless = localFile(CONTENT);
    endless.slice = () =>
      ({ arrayBuffer: () => new Promise(() => {}) } as Partial<Blob> as Blob);

    await userEvent.upload(
      await screen.findByLabelText('Choose a file'),
      endless,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );

    expect(
      await screen.findByText(
        /Whether copy\.onnx is the recorded file is not known/,
      ),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  it('does not take an unreadable file for another one', async () => {
    renderPage(<FilesContent />, backendOf(), { entity });
    const gone = localFile(CONTENT);
    gone.slice = () =>
      ({
        arrayBuffer: () => Promise.reject(new Error('the file was moved')),
      } as Partial<Blob> as Blob);

    await userEvent.upload(await screen.findByLabelText('Choose a file'), gone);

    expect(await screen.findByText('the file was moved')).toBeVisible();
    expect(screen.queryByText(/is not the recorded file/)).toBeNull();
  });

  it('explains a finding once, with all of its places', async () => {
    const finding = (offset: number): Wire['Finding'] => ({
      rule: 'pickle/import',
      severity: 'critical',
      message: `imports os.system (${offset})`,
      location: { offset, member: 'data.pkl' },
    });
    renderPage(
      <FilesContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/versions/v3`]: () =>
            version({
              artifacts: [
                artifact({
                  inspection: {
                    format: 'pickle',
                    status: 'findings',
                    findings: [1, 2, 3, 4, 5, 6].map(finding),
                  },
                }),
              ],
            }),
          'GET /finding-rules': () => ({
            items: [
              {
                rule: 'pickle/import',
                severity: 'high',
                cwe: 'CWE-502',
                risk: 'Runs a command.',
                advice: 'Do not load it.',
              },
            ],
          }),
        }),
      ),
      { entity },
    );

    const findings = await screen.findByRole('list', { name: 'Findings' });
    expect(
      await within(findings).findAllByText('Runs a command.'),
    ).toHaveLength(1);
    expect(within(findings).getByText('Do not load it.')).toBeVisible();
    expect(
      within(findings).getByRole('link', { name: /CWE-502/ }),
    ).toHaveAttribute(
      'href',
      'https://cwe.mitre.org/data/definitions/502.html',
    );
    expect(within(findings).queryByText(/imports os.system \(6\)/)).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all 6 places' }),
    );
    expect(within(findings).getByText(/imports os.system \(6\)/)).toBeVisible();
  });

  it('shows what an adapter says of itself, and never takes its own digest for verified', async () => {
    renderPage(
      <FilesContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/versions/v3`]: () =>
            version({
              artifacts: [
                artifact({
                  inspection: {
                    format: 'safetensors',
                    status: 'clean',
                    findings: [],
                    adapter: {
                      convention: 'kohya',
                      type: 'lora',
                      baseModel: null,
                      rank: null,
                      ranks: { '16': 1, '8': 12 },
                      alpha: 4,
                      targets: ['attn_to_q'],
                    },
                    declaredDigests: [
                      {
                        name: 'sshs_model_hash',
                        declared: 'ab'.repeat(32),
                        computed: 'ab'.repeat(32),
                        outcome: 'match',
                      },
                      {
                        name: 'modelspec.hash_sha256',
                        declared: 'cd'.repeat(32),
                        computed: 'ef'.repeat(32),
                        outcome: 'mismatch',
                      },
                    ],
                    parts: [
                      { name: 'chat_template', bytes: '812', sha256: null },
                    ],
                  },
                }),
              ],
            }),
        }),
      ),
      { entity },
    );

    expect(
      await screen.findByText('8 (12 layers), 16 (1 layer)'),
    ).toBeVisible();
    const agreed = screen.getByRole('button', {
      name: /sshs_model_hash: agrees/,
    });
    expect(agreed).toHaveAccessibleName('sshs_model_hash: agrees, measured');
    expect(agreed.querySelector('[data-tone=success]')).toBeNull();
    expect(
      screen
        .getByRole('button', { name: /modelspec.hash_sha256: does not agree/ })
        .querySelector('[data-tone=error]'),
    ).not.toBeNull();
    expect(screen.getByText('not computed')).toBeVisible();
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
