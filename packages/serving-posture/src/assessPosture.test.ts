import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { assessPosture } from './assessPosture';
import {
  authorizationPolicy,
  deployment,
  namespace,
  peerAuthentication,
} from './testing/objects';

const MANIFESTS = join(__dirname, '../../../examples/manifests');

function read(folder: string): unknown[] {
  const path = join(MANIFESTS, folder);
  return readdirSync(path)
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name =>
      parseAllDocuments(readFileSync(join(path, name), 'utf8')).map(
        (document): unknown => document.toJS(),
      ),
    );
}

const TRAINER = {
  kind: 'workload',
  namespace: 'lora-training',
  owner: { kind: 'Deployment', name: 'lora-trainer' },
  role: 'trains',
  serviceAccount: 'lora-trainer',
  dataPlane: { value: 'istio-sidecar', level: 'inferred' },
  ports: [
    {
      port: 8080,
      name: 'http',
      mtls: {
        declared: 'required',
        observed: 'not_measurable',
        verdict: 'enforced-unconfirmed',
      },
    },
  ],
  callers: ['lora-api-gateway', 'lora-data-preprocessor'].map(name => ({
    principal: `cluster.local/ns/lora-training/sa/${name}`,
    operations: [{ methods: ['POST'], paths: ['/train', '/start-job'] }],
    via: 'AuthorizationPolicy lora-training/allow-preprocessor-to-trainer',
    serviceAccounts: [`lora-training/${name}`],
  })),
  secureLoading: {
    encryptedAtRest: { value: 'unknown', level: 'unknown', evidence: [] },
  },
  model: {
    ref: 'mlmodel:default/lora-portrait',
    version: '1.0.0',
    join: 'annotation',
    servedBytes: 'unpinned',
  },
};

describe('the LoRA training mesh', () => {
  const report = assessPosture({ objects: read('lora-training') });

  it('is read whole', () => {
    expect(report.problems).toEqual([]);
    expect(
      report.workloads.map(({ owner, role }) => `${owner.name} ${role}`),
    ).toEqual(['lora-renderer serves', 'lora-trainer trains']);
  });

  it('gives the documented verdicts and callers', () => {
    const [, trainer] = report.workloads;
    expect(trainer).toMatchObject(TRAINER);
    expect(trainer.findings).toEqual([
      expect.objectContaining({ id: 'image_not_pinned', severity: 'medium' }),
    ]);
    expect(trainer.ports[0].evidence[0]).toMatchObject({
      ref: 'PeerAuthentication lora-training/default',
      role: 'decides',
      value: 'STRICT',
    });
  });

  it('gives the documented rollout', () => {
    expect(report.rollouts).toEqual([
      expect.objectContaining({ name: 'lora-renderer-route' }),
      expect.objectContaining({
        kind: 'rollout',
        namespace: 'lora-training',
        source: 'VirtualService',
        name: 'lora-trainer-route',
        mode: 'canary',
        arms: [
          {
            role: 'stable',
            ref: 'subset v1',
            version: null,
            weights: { declared: 0.9, controller: null, observed: null },
          },
          {
            role: 'canary',
            ref: 'subset v2-experimental',
            version: null,
            weights: { declared: 0.1, controller: null, observed: null },
          },
        ],
        phase: 'declared',
        step: null,
        analysis: null,
        warnings: [expect.objectContaining({ id: 'subset_not_defined' })],
      }),
    ]);
  });
});

describe('the fraud InferenceService', () => {
  const report = assessPosture({ objects: read('fraud'), cluster: 'demo' });

  it('is plaintext for anyone', () => {
    expect(report.problems).toEqual([]);
    expect(report.workloads).toEqual([
      expect.objectContaining({
        cluster: 'demo',
        owner: { kind: 'InferenceService', name: 'fraud-scorer' },
        dataPlane: expect.objectContaining({
          value: 'none',
          level: 'inferred',
        }),
        callers: [expect.objectContaining({ scope: 'anyone' })],
      }),
    ]);
    expect(report.workloads[0].ports.map(item => item.mtls.verdict)).toEqual([
      'plaintext',
    ]);
    expect(report.workloads[0].model.ref).toBe('mlmodel:default/fraud-scorer');
  });

  it('rolls out to a fifth', () => {
    expect(report.rollouts).toHaveLength(1);
    expect(
      report.rollouts[0].arms.map(arm => [arm.role, arm.weights.declared]),
    ).toEqual([
      ['stable', 0.8],
      ['canary', 0.2],
    ]);
  });
});

const KINDS = [
  ['v1', 'Namespace'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['v1', 'ConfigMap'],
  ['apps/v1', 'Deployment'],
  ['serving.kserve.io/v1beta1', 'InferenceService'],
  ['serving.knative.dev/v1', 'Service'],
  ['security.istio.io/v1', 'PeerAuthentication'],
  ['security.istio.io/v1', 'AuthorizationPolicy'],
  ['networking.istio.io/v1', 'VirtualService'],
  ['networking.istio.io/v1', 'DestinationRule'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['flagger.app/v1beta1', 'Canary'],
  ['policy.linkerd.io/v1beta3', 'Server'],
  ['policy.linkerd.io/v1alpha1', 'AuthorizationPolicy'],
  ['node.k8s.io/v1', 'RuntimeClass'],
] as const;

const FIELDS = [
  'selector',
  'matchLabels',
  'mtls',
  'mode',
  'portLevelMtls',
  'rules',
  'from',
  'to',
  'source',
  'operation',
  'principals',
  'http',
  'route',
  'destination',
  'host',
  'weight',
  'template',
  'spec',
  'metadata',
  'labels',
  'containers',
  'ports',
  'predictor',
  'model',
  '__proto__',
  'constructor',
];

/** Values that look like specifications, with wrong types everywhere. */
const junk = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(null, true, -1, 8080, 1e99, 'STRICT', '*', 'default', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 5 }),
  ),
})).value;

const junkObject = fc
  .tuple(fc.constantFrom(...KINDS), junk, junk, junk, fc.boolean())
  .map(([[apiVersion, kind], metadata, spec, status, named]) => ({
    apiVersion,
    kind,
    metadata: named ? { name: 'scorer', namespace: 'serving' } : metadata,
    spec,
    status,
    data: spec,
  }));

const REAL = [
  namespace(),
  deployment(),
  peerAuthentication('ns', { mtls: { mode: 'STRICT' } }),
  authorizationPolicy('allow', {
    rules: [{ from: [{ source: { principals: ['*'] } }] }],
  }),
];

describe('hostile input', () => {
  it('never throws, never confirms', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(junkObject, junk), { maxLength: 8 }),
        fc.array(junk, { maxLength: 3 }),
        (objects, entities) => {
          const { workloads } = assessPosture({
            objects: [...REAL, ...objects],
            entities,
            all: true,
          });
          const verdicts = workloads.flatMap(workload =>
            workload.ports.map(port => port.mtls.verdict),
          );
          expect(verdicts).not.toContain('enforced-confirmed');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the same answer in whatever order the objects come', () => {
    const objects = [...read('lora-training'), ...read('fraud')];
    const answer = assessPosture({ objects, all: true });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(objects, { minLength: objects.length }),
        shuffled => {
          expect(assessPosture({ objects: shuffled, all: true })).toEqual(
            answer,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('never says more than unknown next to a policy that it cannot read', () => {
    fc.assert(
      fc.property(
        junk.filter(spec => typeof spec !== 'object' && spec !== null),
        spec => {
          const broken = peerAuthentication('broken', spec as never);
          const { workloads } = assessPosture({
            objects: [...REAL, broken],
            all: true,
          });
          expect(workloads[0].ports[0].mtls.verdict).toBe('unknown');
        },
      ),
      { numRuns: 50 },
    );
  });
});
