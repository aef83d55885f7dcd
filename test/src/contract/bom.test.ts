import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { mlModels } from '../support/mlModels';
import {
  describeWithReference,
  inRepository,
  readJson,
  referenceDirectory,
} from '../support/repository';

const DEMO = [
  ['stable-base', 'stable-base.safetensors'],
  ['lora-portrait', 'lora-portrait.safetensors'],
  ['fraud-scorer', 'fraud-scorer.onnx'],
  ['intent-classifier', 'intent-classifier.pt'],
  ['keyword-spotter', 'keyword-spotter.tflite'],
];

const bom = (model: string, file: string) =>
  mlModels(
    'bom',
    inRepository('examples/models', model, file),
    '--manifest',
    inRepository('examples/models', model, 'catalog-info.yaml'),
    '--format',
    'spdx-2.3',
    '--timestamp',
    '2026-01-01T00:00:00Z',
  );

describeWithReference('SPDX 2.3 of the demo models', () => {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  let validate: ValidateFunction;

  beforeAll(() => {
    validate = ajv.compile(
      readJson(join(referenceDirectory, 'schemas', 'spdx-2.3.schema.json')),
    );
  });

  it.each(DEMO)('%s validates against the official schema', (model, file) => {
    const { status, stdout } = bom(model, file);
    expect(status).toBe(0);
    const document = JSON.parse(stdout);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      documentNamespace: expect.stringMatching(/^https?:\/\/|^urn:/),
    });
    expect(bom(model, file).stdout).toBe(stdout);
  });
});
