import type { Inspection } from '@ml-models/model-formats';
import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, VersionState } from '../../domain/ModelState';
import {
  jsonDocument,
  MEDIA_TYPES,
  referenceTo,
} from '../../ingest/documents/documentOf';
import type { DocumentBytes } from '../../store/ModelStore';
import { HTTP_LIMITS } from '../limits';
import { versionDifference } from './versionDifference';

const documents = new Map<string, DocumentBytes>();
const models = {
  readDocument: async (digest: string) => documents.get(digest),
};

function stored(mediaType: string, value: unknown) {
  const document = jsonDocument(mediaType, value);
  documents.set(document.digest, document);
  return referenceTo(document);
}

const tensor = (name: string, shape = [1]) => ({
  name,
  dtype: 'float32',
  shape,
  offset: 0,
  bytes: '4',
});
const node = (name: string, type: string) => ({
  name,
  domain: '',
  type,
  inputs: [],
  outputs: [name],
});

/** One file of a version; the digest is its path and content's name. */
function aFile(
  path: string,
  content: string,
  head: Partial<Inspection & { truncated: string[] }> = {},
  lists: { tensors?: object[]; nodes?: object[] } = {},
): RecordedArtifact {
  const inspection = { format: 'onnx', status: 'clean', findings: [], ...head };
  return {
    path,
    digest: `sha256:${content}`,
    format: inspection.format,
    inspection: stored(MEDIA_TYPES.inspection, inspection),
    ...(lists.tensors && {
      tensor_count: lists.tensors.length,
      tensor_pages: [stored(MEDIA_TYPES.tensors, lists.tensors)],
    }),
    ...(lists.nodes && { nodes: stored(MEDIA_TYPES.nodes, lists.nodes) }),
  } as RecordedArtifact;
}

/** Files of two versions, and what is recorded of each beside them. */
function compare(
  before: RecordedArtifact[],
  after: RecordedArtifact[],
  recorded: Partial<VersionState>[] = [{}, {}],
) {
  const versions = [before, after].map((artifacts, index) => ({
    manifestDigest: `sha256:${index + 1}`,
    labels: [`v${index + 1}`],
    artifacts,
    attestations: [],
    drift: {},
    ...recorded[index],
  }));
  const model = {
    modelRef: 'mlmodel:default/m',
    versions,
  } as Partial<ModelState> as ModelState;
  return versionDifference(models, model, { from: 'v1', to: 'v2' });
}

const takes = (size: number) => ({
  inputs: [{ name: 'x', dtype: 'float32', shape: [size] }],
  outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
});

describe('versionDifference', () => {
  it('P16: says that weights and licence changed although callers fit', async () => {
    const lists = { tensors: [tensor('w')] };
    const declared = (label: string, license: string) => ({
      declared: [
        {
          label,
          license,
          entity: stored(MEDIA_TYPES.entity, { label, license }),
          at: '2026-03-01T00:00:00Z',
        },
      ],
    });
    const difference = await compare(
      [aFile('m.onnx', 'a', takes(3), lists)],
      [aFile('m.onnx', 'b', takes(3), lists)],
      [declared('v1', 'MIT'), declared('v2', 'Apache-2.0')],
    );
    expect(difference).toMatchObject({
      same: false,
      compatibility: 'compatible',
      headline:
        'weights differ, interface equal, licence changed, declaration changed',
      files: [
        {
          from: { digest: 'sha256:a' },
          to: { digest: 'sha256:b' },
          weights: 'differ',
          interface: 'equal',
        },
      ],
      facts: expect.arrayContaining([
        {
          fact: 'license',
          state: 'changed',
          from: 'MIT',
          to: 'Apache-2.0',
        },
        expect.objectContaining({ fact: 'metrics', state: 'unknown' }),
        expect.objectContaining({ fact: 'card', state: 'equal' }),
      ]),
      notCompared: expect.arrayContaining([
        expect.objectContaining({ section: 'tensor contents' }),
      ]),
    });
  });

  it('compares what was recorded of a file', async () => {
    const difference = await compare(
      [
        aFile('m.onnx', 'a', takes(3), {
          tensors: [tensor('w')],
          nodes: [node('n', 'Relu')],
        }),
      ],
      [
        aFile('m.onnx', 'b', takes(4), {
          tensors: [tensor('w', [2])],
          nodes: [node('n', 'Gelu')],
        }),
      ],
    );
    expect(difference).toMatchObject({
      from: 'v1',
      to: 'v2',
      compatibility: 'breaking',
      files: [
        {
          path: 'm.onnx',
          state: 'changed',
          reasons: [{ id: 'input-dimension' }],
          sections: {
            tensors: { counts: { changed: 1 }, changed: [{ key: 'w' }] },
            nodes: {
              changed: [{ from: { type: 'Relu' }, to: { type: 'Gelu' } }],
            },
          },
          notCompared: [],
        },
      ],
    });
  });

  it('knows equal, renamed, new and lost files', async () => {
    const card = aFile('README.md', 'same', { format: 'unknown' });
    const renamed = await compare(
      [card, aFile('m-v1.onnx', 'a', takes(3))],
      [card, aFile('m-v2.onnx', 'b', takes(3))],
    );
    expect(renamed).toMatchObject({
      compatibility: 'compatible',
      files: [
        { path: 'README.md', state: 'identical' },
        { path: 'm-v2.onnx', formerPath: 'm-v1.onnx', state: 'changed' },
      ],
    });
    const moved = await compare(
      [aFile('a.onnx', 'a'), aFile('b.onnx', 'b')],
      [aFile('a.onnx', 'a'), aFile('c.tflite', 'c', { format: 'tflite' })],
    );
    expect(moved).toMatchObject({
      compatibility: 'unknown',
      files: [
        { path: 'a.onnx', state: 'identical' },
        { path: 'c.tflite', state: 'added' },
        { path: 'b.onnx', state: 'removed', reasons: [{ id: 'file-removed' }] },
      ],
    });
  });

  it('counts all and names some', async () => {
    const many = Array.from({ length: HTTP_LIMITS.differences + 7 }, (_, i) =>
      tensor(`t${i}`),
    );
    const { files } = await compare(
      [aFile('m.onnx', 'a', takes(3), { tensors: [] })],
      [aFile('m.onnx', 'b', takes(3), { tensors: many })],
    );
    expect(files[0].sections.tensors.counts.added).toBe(many.length);
    expect(files[0].sections.tensors.added).toHaveLength(
      HTTP_LIMITS.differences,
    );
  });

  it('is never sure of a list that was cut', async () => {
    const { compatibility, files } = await compare(
      [aFile('m.onnx', 'a', takes(3))],
      [aFile('m.onnx', 'b', { ...takes(3), truncated: ['inputs'] })],
    );
    expect(compatibility).toBe('unknown');
    expect(files[0].notCompared).toEqual([
      expect.objectContaining({ section: 'inputs' }),
    ]);
  });

  it('says what was erased', async () => {
    const file = aFile('m.onnx', 'a', takes(5));
    documents.delete(file.inspection.digest);
    await expect(
      compare([file], [aFile('m.onnx', 'b', takes(3))]),
    ).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
  });
});
