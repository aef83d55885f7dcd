import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Inspection } from '@ml-models/model-formats';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { bomGaps } from '../bomGaps';
import { BomError } from '../BomError';
import type { BomInput } from '../BomInput';
import { manifestDigest } from '../manifestDigest';
import { serializeBom } from '../serializeBom';
import { spdx23 } from './spdx23';
import type { SpdxDocument } from './SpdxDocument';
import { validateBom } from './validateBom';

const root = path.resolve(__dirname, '../../../..');
const schemaFile = path.join(
  process.env.ML_MODELS_REFERENCE_DIR ?? path.join(root, '../shared'),
  'schemas/spdx-2.3.schema.json',
);
const withSchema: (name: string, body: () => void) => void = existsSync(
  schemaFile,
)
  ? describe
  : it.skip;

function schemaErrors(document: unknown) {
  const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
  return validate(document) ? [] : validate.errors;
}

const inspection: Inspection = {
  format: 'onnx',
  formatVersion: '8',
  status: 'findings',
  producer: { name: 'pytorch', version: '2.4' },
  opsets: [{ domain: '', version: 17 }],
  inputs: [{ name: 'x', dtype: 'float32', shape: ['batch', 3] }],
  outputs: [{ name: 'y', dtype: 'float32', shape: ['batch', 4] }],
  tensors: {
    count: 1,
    parameters: '12',
    bytes: '48',
    dtypes: { float32: 1 },
  },
  metadata: { license: 'apache-2.0' },
  companions: [{ location: './model.onnx.data', requiredBytes: '48' }],
  findings: [
    { rule: 'onnx/unknown-domain', severity: 'low', message: 'unknown' },
  ],
};

const digest = (text: string) =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

function input(changes: Partial<BomInput> = {}): BomInput {
  const files = changes.files ?? [
    { path: 'onnx/model.onnx.data', size: 48, sha256: digest('data') },
    { path: 'onnx/model.onnx', size: 512, sha256: digest('m'), inspection },
  ];
  return {
    model: {
      name: 'silero-vad',
      version: '5.1',
      supplier: { type: 'organization', name: 'Silero Team' },
      owner: 'group:default/speech',
      license: 'MIT AND llama3',
      tier: 'tier-2',
      baseModel: { name: 'mlmodel:default/base', version: '1' },
      datasets: [{ name: 'resource:default/speech-corpus' }],
    },
    dependencies: [
      {
        name: 'onnxruntime',
        version: '1.23.0',
        purl: 'pkg:pypi/onnxruntime@1.23.0',
        license: 'MIT',
      },
      { name: 'numpy', version: '1.24.3', scope: 'build' },
    ],
    created: '2026-01-31T12:00:00Z',
    tool: { name: 'ml-models', version: '0.1.0' },
    manifestDigest: manifestDigest(files, () => createHash('sha256')),
    ...changes,
    files,
  };
}

const relations = (document: SpdxDocument) =>
  document.relationships.map(
    ({ spdxElementId, relationshipType, relatedSpdxElement }) =>
      `${spdxElementId} ${relationshipType} ${relatedSpdxElement}`,
  );

describe('spdx23', () => {
  const document = spdx23(input());

  withSchema('with the reference schema', () => {
    it('validates', () => {
      expect(schemaErrors(document)).toEqual([]);
    });
  });

  it('has nothing that validateBom complains of', () => {
    expect(validateBom(document)).toEqual([]);
  });

  it('relates in the direction that the specification gives', () => {
    expect(relations(document)).toEqual([
      'SPDXRef-DOCUMENT DESCRIBES SPDXRef-Model-silero-vad-5.1',
      'SPDXRef-Model-silero-vad-5.1 CONTAINS SPDXRef-File-onnx-model.onnx',
      'SPDXRef-Model-silero-vad-5.1 CONTAINS SPDXRef-File-onnx-model.onnx.data',
      'SPDXRef-File-onnx-model.onnx.data DATA_FILE_OF SPDXRef-File-onnx-model.onnx',
      'SPDXRef-Model-silero-vad-5.1 DESCENDANT_OF SPDXRef-Model-mlmodel-default-base-1',
      'SPDXRef-Model-silero-vad-5.1 GENERATED_FROM SPDXRef-Dataset-resource-default-speech-corpus',
      'SPDXRef-Package-numpy-1.24.3 BUILD_DEPENDENCY_OF SPDXRef-Model-silero-vad-5.1',
      'SPDXRef-Model-silero-vad-5.1 DEPENDS_ON SPDXRef-Package-onnxruntime-1.23.0',
    ]);
  });

  it('names files by their SHA-256 and says what they hold', () => {
    const file = document.packages.find(
      ({ name }) => name === 'onnx/model.onnx',
    );
    expect(file).toMatchObject({
      filesAnalyzed: false,
      packageFileName: 'onnx/model.onnx',
      primaryPackagePurpose: 'FILE',
      licenseDeclared: 'Apache-2.0',
      licenseConcluded: 'NOASSERTION',
      checksums: [{ algorithm: 'SHA256', checksumValue: digest('m').slice(7) }],
    });
    expect(JSON.parse(file?.annotations?.[0].comment ?? '')).toEqual({
      about: 'ml-model-file',
      size: 512,
      inspection: {
        format: 'onnx',
        formatVersion: '8',
        status: 'findings',
        producer: inspection.producer,
        opsets: inspection.opsets,
        inputs: inspection.inputs,
        outputs: inspection.outputs,
        tensors: inspection.tensors,
        findings: { low: 1 },
      },
    });
  });

  it('declares what was declared and concludes nothing', () => {
    expect(document.packages[0]).toMatchObject({
      supplier: 'Organization: Silero Team',
      licenseDeclared: 'MIT AND LicenseRef-llama3',
      licenseConcluded: 'NOASSERTION',
      downloadLocation: 'NOASSERTION',
    });
    expect(document.hasExtractedLicensingInfos).toEqual([
      expect.objectContaining({ licenseId: 'LicenseRef-llama3' }),
    ]);
  });

  it('says what is declared of the model, as far as JSON can', () => {
    const model = {
      name: 'm',
      version: '1',
      tier: 'tier-3',
      inputs: [{ name: 'x', dtype: 'int8', shape: [NaN, 'N', 3] }],
      outputs: [{ name: 'y', shape: null }],
    };
    const [{ annotations }] = spdx23(input({ model })).packages;
    expect(JSON.parse(annotations?.[0].comment ?? '')).toEqual({
      about: 'ml-model',
      manifestDigest: input().manifestDigest,
      gaps: bomGaps(input({ model })),
      tier: 'tier-3',
      inputs: [{ name: 'x', dtype: 'int8', shape: [null, 'N', 3] }],
      outputs: [{ name: 'y', shape: null }],
    });
  });

  it('takes its namespace from the manifest', () => {
    const { documentNamespace } = document;
    expect(documentNamespace).toMatch(
      /^https:\/\/spdx\.org\/spdxdocs\/silero-vad-5\.1-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const files = [{ path: 'a', size: 1, sha256: digest('a') }];
    expect(spdx23(input({ files })).documentNamespace).not.toBe(
      documentNamespace,
    );
  });

  it('puts the digest of a single file on the model itself too', () => {
    const files = [
      {
        path: 'm.tflite',
        size: 1,
        sha256: digest('a'),
        sha1: 'b'.repeat(40),
      },
    ];
    expect(spdx23(input({ files })).packages[0]).toMatchObject({
      packageFileName: 'm.tflite',
      checksums: [
        { algorithm: 'SHA256', checksumValue: digest('a').slice(7) },
        { algorithm: 'SHA1', checksumValue: 'b'.repeat(40) },
      ],
    });
  });

  it('lets an adapter depend on the model that it is loaded into', () => {
    const base = { name: 'mlmodel:default/sd-1.5' };
    const adapter = spdx23(
      input({
        model: { name: 'l', version: '1', baseModel: base, adapterOf: base },
        dependencies: [],
      }),
    );
    expect(relations(adapter).filter(line => line.includes('sd-1.5'))).toEqual([
      'SPDXRef-Model-l-1 DESCENDANT_OF SPDXRef-Model-mlmodel-default-sd-1.5',
      'SPDXRef-Model-l-1 DEPENDS_ON SPDXRef-Model-mlmodel-default-sd-1.5',
    ]);
  });

  it('gives equal bytes for equal input in any order', () => {
    const given = input();
    const reversed = {
      ...given,
      files: [...given.files].reverse(),
      dependencies: [...(given.dependencies ?? [])].reverse(),
    };
    const text = serializeBom(spdx23(given));
    expect(serializeBom(spdx23(reversed))).toBe(text);
    expect(serializeBom(JSON.parse(text))).toBe(text);
  });

  it('stays a sound document whatever the names are', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(
        '../..',
        'DOCUMENT',
        'a b',
        'a-b',
        'a_b',
        '\n',
        '__proto__',
      ),
    );
    const part = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter(
        text =>
          !/[/\\\0]|\p{Surrogate}/u.test(text) && !['.', '..'].includes(text),
      );
    const compiled = existsSync(schemaFile)
      ? addFormats(new Ajv({ strict: false })).compile(
          JSON.parse(readFileSync(schemaFile, 'utf8')),
        )
      : () => true;
    fc.assert(
      fc.property(
        fc.record({ name, version: name, license: name, owner: name }),
        fc.uniqueArray(part, { minLength: 1, maxLength: 6 }),
        fc.array(fc.record({ name, version: name, license: name, purl: name })),
        (model, paths, dependencies) => {
          const made = spdx23(
            input({
              model,
              dependencies,
              files: paths.map(file => ({
                path: file,
                size: 1,
                sha256: digest(file),
              })),
            }),
          );
          expect(validateBom(made)).toEqual([]);
          expect(compiled(JSON.parse(serializeBom(made)))).toBe(true);
        },
      ),
    );
  });

  it.each<[string, Partial<BomInput>]>([
    ['INVALID_TIMESTAMP', { created: '2026-01-31T12:00:00.123Z' }],
    ['INVALID_TIMESTAMP', { created: '2026-02-31T12:00:00Z' }],
    ['INVALID_NAMESPACE', { namespace: 'https://example.com/a#b' }],
    ['INVALID_NAMESPACE', { namespace: 'relative/path' }],
    ['INVALID_DIGEST', { manifestDigest: 'sha256:' }],
    [
      'INVALID_DIGEST',
      { files: [{ path: 'a', size: 1, sha256: digest('a'), sha1: 'x' }] },
    ],
    ['NO_FILES', { files: [], manifestDigest: digest('') }],
  ])('refuses with %s', (code, changes) => {
    const make = () => spdx23({ ...input(), ...changes });
    expect(make).toThrow(BomError);
    expect(make).toThrow(expect.objectContaining({ code }));
  });
});
