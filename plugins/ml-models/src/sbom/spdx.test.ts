import { BomInput, bomGaps, spdx23 } from '@ml-models/model-bom';
import { readSpdx } from './spdx';

const DOCUMENT = {
  spdxVersion: 'SPDX-2.3',
  name: 'lora-portrait-v3',
  creationInfo: { created: '2026-11-20T10:00:00Z' },
  packages: [
    {
      SPDXID: 'SPDXRef-model',
      name: 'lora-portrait',
      versionInfo: 'v3',
      supplier: 'NOASSERTION',
      downloadLocation: 'NOASSERTION',
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'Apache-2.0',
    },
    {
      SPDXID: 'SPDXRef-library',
      name: 'torch',
      licenseConcluded: 'NOASSERTION',
    },
  ],
  files: [
    {
      fileName: './model.onnx',
      licenseConcluded: 'Apache-2.0',
      checksums: [{ algorithm: 'SHA256', checksumValue: 'ab12' }],
    },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-model',
    },
  ],
};

/** As the registry writes it. */
const BOM: BomInput = {
  model: { name: 'lora-portrait', version: 'v3', license: 'MIT' },
  files: [
    { path: 'model.bin', size: 1, sha256: `sha256:${'a'.repeat(64)}` },
    { path: 'extra.bin', size: 1, sha256: `sha256:${'b'.repeat(64)}` },
  ],
  manifestDigest: `sha256:${'c'.repeat(64)}`,
  created: '2026-11-20T10:00:00Z',
  tool: { name: 'ml-models', version: '0.1.0' },
};

describe('readSpdx', () => {
  it('finds the gaps that the registry counted, each with its words', () => {
    const { gaps } = readSpdx(JSON.parse(JSON.stringify(spdx23(BOM))));
    expect(gaps).toEqual(bomGaps(BOM));
    expect(gaps?.map(({ field }) => field)).toEqual([
      'supplier',
      'description',
      'downloadLocation',
      'datasets',
      'dependencies',
      'content',
      'content',
    ]);
  });

  it('finds none where the registry counted none', () => {
    const complete: BomInput = {
      ...BOM,
      model: {
        ...BOM.model,
        supplier: { type: 'organization', name: 'Imaging' },
        description: 'Portraits',
        downloadLocation: 'https://example.com/model.bin',
        datasets: [{ name: 'resource:default/portraits' }],
      },
      files: BOM.files.map(file => ({
        ...file,
        inspection: { format: 'onnx', status: 'clean', findings: [] },
      })),
      dependencies: [],
    };
    expect(readSpdx(spdx23(complete)).gaps).toEqual(bomGaps(complete));
    expect(bomGaps(complete)).toEqual([]);
  });

  it('keeps a gap that it has no words for', () => {
    const comment = JSON.stringify({
      about: 'ml-model',
      gaps: [{ field: 'moon', message: 'The phase of the moon' }, 7],
    });
    expect(
      readSpdx({
        ...DOCUMENT,
        packages: [
          {
            ...DOCUMENT.packages[0],
            annotations: [{ comment: 'checked by hand' }, { comment }],
          },
        ],
      }).gaps,
    ).toEqual([{ field: undefined, message: 'The phase of the moon' }]);
  });

  it('reads packages and files, and does not guess gaps', () => {
    const summary = readSpdx(DOCUMENT);
    expect(summary.packages.map(({ license }) => license)).toEqual([
      'Apache-2.0',
      'NOASSERTION',
    ]);
    expect(summary.files).toEqual([
      { name: './model.onnx', license: 'Apache-2.0', sha256: 'sha256:ab12' },
    ]);
    expect(summary.gaps).toBeUndefined();
  });

  it.each([null, [], 'SPDX-2.3', {}, { spdxVersion: 'SPDX-3.0' }])(
    'refuses what is no SPDX 2.3: %j',
    document => {
      expect(() => readSpdx(document)).toThrow(TypeError);
    },
  );

  it('survives fields of any type', () => {
    expect(
      readSpdx({
        spdxVersion: 'SPDX-2.3',
        name: 7,
        packages: [null, { name: [], licenseConcluded: {}, checksums: 'x' }],
        files: 'none',
        relationships: [{}],
      }),
    ).toMatchObject({
      name: '',
      files: [],
      packages: [{ name: '', license: 'NOASSERTION' }],
    });
  });
});
