import { validateBom } from './validateBom';

const sound = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  dataLicense: 'CC0-1.0',
  name: 'm',
  documentNamespace: 'https://example.com/spdx/m-1',
  creationInfo: {
    created: '2026-01-31T12:00:00Z',
    creators: ['Tool: t-1'],
  },
  packages: [
    {
      SPDXID: 'SPDXRef-a',
      name: 'a',
      downloadLocation: 'NOASSERTION',
      licenseDeclared: '(MIT)',
      checksums: [{ algorithm: 'SHA256', checksumValue: 'a'.repeat(64) }],
    },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-a',
    },
    {
      spdxElementId: 'SPDXRef-a',
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: 'NONE',
    },
  ],
};
const [a] = sound.packages;
const [describes] = sound.relationships;

describe('validateBom', () => {
  it('finds nothing in a sound document', () => {
    expect(validateBom(sound)).toEqual([]);
  });

  it.each([
    ['NOT_SPDX_23', '', { spdxVersion: 'SPDX-2.2' }],
    ['INVALID_NAMESPACE', '/documentNamespace', { documentNamespace: '' }],
    [
      'INVALID_TIMESTAMP',
      '/creationInfo/created',
      { creationInfo: { ...sound.creationInfo, created: 'yesterday' } },
    ],
    [
      'NO_CREATOR',
      '/creationInfo/creators',
      { creationInfo: { ...sound.creationInfo, creators: ['me'] } },
    ],
    [
      'INVALID_ID',
      '/packages/1/SPDXID',
      { packages: [a, { ...a, SPDXID: 'SPDXRef-a_b' }] },
    ],
    ['DUPLICATE_ID', '/packages/1/SPDXID', { packages: [a, a] }],
    [
      'DANGLING_REFERENCE',
      '/relationships/1/relatedSpdxElement',
      {
        relationships: [
          describes,
          { ...describes, relatedSpdxElement: 'SPDXRef-b' },
        ],
      },
    ],
    ['NOTHING_DESCRIBED', '/relationships', { relationships: [] }],
    [
      'INVALID_CHECKSUM',
      '/packages/0/checksums/0',
      {
        packages: [
          { ...a, checksums: [{ algorithm: 'SHA256', checksumValue: 'aa' }] },
        ],
      },
    ],
    [
      'INVALID_LICENSE',
      '/packages/0/licenseDeclared',
      { packages: [{ ...a, licenseDeclared: 'Apache 2.0' }] },
    ],
    [
      'LICENSE_TEXT_MISSING',
      '/packages/0/licenseDeclared',
      { packages: [{ ...a, licenseDeclared: 'LicenseRef-x OR MIT' }] },
    ],
  ])('finds %s', (code, pointer, changes) => {
    expect(validateBom({ ...sound, ...changes })).toEqual([
      { code, pointer, message: expect.any(String) },
    ]);
  });

  it.each([null, 1, 'x', [], { packages: 1 }])('refuses %p', value => {
    expect(validateBom(value).map(({ code }) => code)).toEqual(['NOT_SPDX_23']);
  });

  it('survives members of any shape', () => {
    expect(
      validateBom({
        spdxVersion: 'SPDX-2.3',
        SPDXID: 'SPDXRef-DOCUMENT',
        packages: [null, 'x', { checksums: [3] }],
        relationships: [null],
        creationInfo: 7,
      }).map(({ code }) => code),
    ).toContain('DANGLING_REFERENCE');
  });
});
