import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

export const workload: Wire['Workload'] = {
  kind: 'workload',
  cluster: 'demo',
  namespace: 'lora-training',
  owner: { kind: 'Deployment', name: 'lora-trainer' },
  role: 'serves',
  serviceAccount: 'lora-trainer',
  dataPlane: { value: 'istio-sidecar', level: 'inferred', evidence: [] },
  ports: [
    {
      port: 8080,
      name: 'http',
      protocol: 'TCP',
      mtls: {
        declared: 'required',
        observed: 'not_measurable',
        verdict: 'enforced-unconfirmed',
      },
      evidence: [
        {
          ref: 'PeerAuthentication istio-system/default',
          role: 'overridden',
          id: 'mesh_wide',
          why: 'A narrower policy exists.',
          value: 'PERMISSIVE',
        },
        {
          ref: 'PeerAuthentication lora-training/default',
          role: 'decides',
          id: 'namespace_wide',
          why: 'It applies to every workload of the namespace.',
          value: 'STRICT',
        },
      ],
    },
  ],
  authorization: { value: 'allow-list', level: 'declared', evidence: [] },
  callers: [
    {
      principal: 'cluster.local/ns/lora-training/sa/lora-api-gateway',
      scope: 'identity',
      operations: [{ methods: ['POST'], paths: ['/train', '/start-job'] }],
      via: 'AuthorizationPolicy lora-training/allow-preprocessor-to-trainer',
      serviceAccounts: ['lora-training/lora-api-gateway'],
    },
  ],
  secureLoading: {
    encryptedAtRest: { value: 'unknown', level: 'unknown', evidence: [] },
    decryption: { value: 'unknown', level: 'unknown', evidence: [] },
    trustedExecution: { value: 'unknown', level: 'unknown', evidence: [] },
  },
  model: {
    ref: 'mlmodel:default/lora-portrait',
    version: 'v3',
    join: 'annotation',
    servedBytes: 'unpinned',
    level: 'unknown',
    evidence: [],
  },
  findings: [
    {
      id: 'image_not_pinned',
      severity: 'medium',
      message: 'The image is named by a tag.',
    },
  ],
};

export const rollout: Wire['Rollout'] = {
  kind: 'rollout',
  cluster: 'demo',
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
  warnings: [
    {
      id: 'subset_not_defined',
      message: 'No DestinationRule defines the subset v1.',
    },
  ],
  evidence: [],
};

export const deployments: Wire['Deployments'] = {
  workloads: [workload],
  rollouts: [rollout],
  sources: [
    {
      cluster: 'demo',
      observedAt: '2026-11-20T10:00:00Z',
      stale: false,
      problems: [],
    },
  ],
};
