import type {
  MlModelEntityV1alpha1,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';

export const MANIFEST_DIGEST = `sha256:${'3053eb9f74cd'.padEnd(64, '0')}`;
export const FILE_DIGEST = `sha256:${'ab12'.padEnd(64, '7')}`;
const RECORDED_AT = '2026-11-20T10:00:00Z';

export const entity: MlModelEntityV1alpha1 = {
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: 'lora-portrait', namespace: 'default' },
  spec: {
    type: 'adapter',
    lifecycle: 'production',
    owner: 'group:default/team-imaging',
  },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/team-imaging' },
    { type: 'adapterOf', targetRef: 'mlmodel:default/base-model' },
  ],
};

export function verdict(
  overrides: Partial<Wire['Verdict']> = {},
): Wire['Verdict'] {
  return {
    word: 'clean',
    level: 'measured',
    concern: 'none',
    reason: 'Nothing was found.',
    evidence: [],
    ...overrides,
  };
}

export const trust: Wire['Trust'] = {
  bytes: verdict({
    word: 'verified',
    level: 'verified',
    reason: 'The bytes equal the declared digest.',
  }),
  scan: verdict(),
  signature: verdict({
    word: 'not signed',
    level: 'unknown',
    reason: 'No signature is known for these bytes.',
    remedy: 'Sign the model and declare the bundle.',
    command: 'ml-models sign model.onnx --key key.pem',
    evidence: [
      { role: 'context', why: 'No trust root is configured.' },
      {
        role: 'decides',
        ref: 'spec.artifacts[0].signature',
        why: 'The declaration names no signature.',
        source: 'catalog-info.yaml',
        at: RECORDED_AT,
      },
    ],
  }),
  sbom: verdict({ word: '4 gaps', reason: 'Four fields are not stated.' }),
  card: verdict({ word: '82 %', level: 'declared' }),
  drift: verdict({ word: '0.02' }),
  serving: verdict({ word: '1 finding', concern: 'attention' }),
};

export function modelSummary(
  overrides: Partial<Wire['ModelSummary']> = {},
): Wire['ModelSummary'] {
  return {
    id: 'mdl-01JD0000000000000000000000',
    modelRef: 'mlmodel:default/lora-portrait',
    name: 'lora-portrait',
    namespace: 'default',
    title: 'lora-portrait',
    owner: 'group:default/team-imaging',
    latestVersion: 'v3',
    stage: 'approved',
    format: 'onnx',
    tier: 'tier-2',
    risk: 'none',
    digest: MANIFEST_DIGEST,
    signature: 'none',
    scan: 'clean',
    serving: { workloads: 2, mtls: 'enforced-unconfirmed', canary: 0.1 },
    license: 'Apache-2.0',
    size: '102400000',
    parameters: '25557032',
    updatedAt: RECORDED_AT,
    trust,
    problems: [],
    inService: { state: 'not-served', versions: [], stale: false },
    ...overrides,
  };
}

export function versionSummary(
  overrides: Partial<Wire['VersionSummary']> = {},
): Wire['VersionSummary'] {
  return {
    version: 'v3',
    labels: ['v3', 'champion'],
    manifestDigest: MANIFEST_DIGEST,
    stage: 'approved',
    risk: 'none',
    scan: 'clean',
    formats: ['onnx'],
    size: '102400000',
    createdAt: RECORDED_AT,
    ...overrides,
  };
}

const card: Wire['Card'] = {
  markdown: '## Intended use\n\nPortraits. [run](javascript:alert(1))',
  frontMatter: {},
  sections: ['Intended use'],
  completeness: 0.82,
  missing: ['limitations'],
};

export function model(overrides: Partial<Wire['Model']> = {}): Wire['Model'] {
  return {
    ...modelSummary(),
    versions: [
      versionSummary(),
      versionSummary({
        version: 'v2',
        labels: ['v2'],
        manifestDigest: `sha256:${'22'.padEnd(64, '0')}`,
        stage: 'deprecated',
        createdAt: '2026-10-01T10:00:00Z',
      }),
    ],
    entity: null,
    position: 41,
    card,
    ...overrides,
  };
}

export function artifact(
  overrides: Partial<Wire['Artifact']> = {},
): Wire['Artifact'] {
  return {
    path: 'model.onnx',
    size: '102400000',
    digest: FILE_DIGEST,
    mediaType: 'application/octet-stream',
    chunkSize: 8388608,
    chunks: 13,
    inspection: {
      format: 'onnx',
      formatVersion: '8',
      status: 'clean',
      findings: [],
      inputs: [{ name: 'x', dtype: 'float32', shape: [1, 'N', null] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [1, 10] }],
      opsets: [{ domain: '', version: 17 }],
      operators: [
        { domain: '', type: 'Conv', count: 53 },
        { domain: '', type: 'Relu', count: 49 },
      ],
      tensors: {
        count: 2,
        parameters: '25557032',
        bytes: '102228128',
        dtypes: { float32: 2 },
      },
    },
    ...overrides,
  };
}

export function version(
  overrides: Partial<Wire['ModelVersion']> = {},
): Wire['ModelVersion'] {
  return {
    ...versionSummary(),
    card,
    artifacts: [artifact()],
    checks: [
      { id: 'integrity', outcome: 'passed', message: 'The digests agree.' },
    ],
    trust,
    ...overrides,
  };
}

export function ingestion(
  overrides: Partial<Wire['Ingestion']> = {},
): Wire['Ingestion'] {
  return {
    id: 'ing-1',
    state: 'refused',
    modelRef: 'mlmodel:default/lora-portrait',
    version: 'v1',
    progress: { bytes: 0, total: null, step: 'validate' },
    problems: [],
    createdAt: RECORDED_AT,
    updatedAt: RECORDED_AT,
    ...overrides,
  };
}

export const incomplete = ingestion({
  problems: [
    {
      code: 'MISSING_FIELD',
      field: 'license',
      message: 'The licence is not declared.',
    },
    {
      code: 'MISSING_FIELD',
      field: 'intended_use',
      message: 'The intended use is not declared.',
      remedy: 'spec:\n  intendedUse: …',
    },
  ],
});
