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

describe('readSpdx', () => {
  it('reads packages, files and what the described package leaves open', () => {
    const summary = readSpdx(DOCUMENT);
    expect(summary.packages.map(({ license }) => license)).toEqual([
      'Apache-2.0',
      'NOASSERTION',
    ]);
    expect(summary.files).toEqual([
      { name: './model.onnx', license: 'Apache-2.0', sha256: 'sha256:ab12' },
    ]);
    expect(summary.gaps).toEqual([
      { package: 'lora-portrait', field: 'supplier' },
      { package: 'lora-portrait', field: 'downloadLocation' },
    ]);
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
