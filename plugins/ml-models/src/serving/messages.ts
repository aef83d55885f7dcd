/** Texts of the serving page. */
export const servingMessages = {
  serving: {
    none: 'not served',
    workloads_one: '{{count}} workload',
    workloads_other: '{{count}} workloads',
    canary: '{{share}} canary',
    stale: '(out of date)',
  },
  workload: {
    title: 'Workloads that serve this model',
    workload: 'Workload',
    version: 'Version and bytes',
    bytes: 'Bytes',
    join: 'Tied to this model by: {{join}}.',
    dataPlane: 'Data plane',
    callers: 'Callers',
    authorization: 'Authorization',
    anyOperation: 'Any operation',
    allowedBy: 'allowed by {{via}}',
    deniedBy: 'denied by {{via}}',
    limitedBy: 'limited by {{policies}}',
    conditions: 'when {{conditions}}',
    secureLoading: 'Secure loading',
    noFindings: 'No findings',
    noPorts: 'No ports declared',
    port: 'Port {{port}}',
    mtls: 'mTLS {{verdict}}: declared {{declared}}, observed {{observed}}.',
    fact: '{{label}}: {{value}} ({{level}}).',
    none: 'No workload serves this model',
    noneDescription:
      'Annotate the pod template with ml-models/model to tie a workload to a model.',
    notObserved: 'No cluster is observed: where the model runs is unknown',
  },
  servedBytes: {
    match: 'The workload states the digest that is registered.',
    mismatch:
      'The workload states another digest than the one that is registered.',
    claimed:
      'An annotation states the registered digest; nothing makes the runtime keep to it.',
    unpinned: 'The workload does not pin a digest: what it loads can change.',
    unknown: 'Which bytes the workload serves is not known.',
  },
  mtls: {
    'enforced-confirmed':
      'Mutual TLS is required and only mutual TLS was observed (declared {{declared}}, observed {{observed}}).',
    'enforced-unconfirmed':
      'Mutual TLS is required; no traffic confirms it yet (declared {{declared}}, observed {{observed}}).',
    'used-not-enforced':
      'Traffic uses mutual TLS, but plaintext would be accepted (declared {{declared}}, observed {{observed}}).',
    'partly-plaintext':
      'Part of the traffic is plaintext (declared {{declared}}, observed {{observed}}).',
    plaintext:
      'Nothing encrypts this port (declared {{declared}}, observed {{observed}}).',
    'not-enforced-unmeasured':
      'Plaintext would be accepted; what is used was not measured (declared {{declared}}, observed {{observed}}).',
    contradiction:
      'What is declared and what was observed contradict each other (declared {{declared}}, observed {{observed}}).',
    unknown:
      'Not known: an input that decides is missing (declared {{declared}}, observed {{observed}}).',
  },
  sources: {
    none: 'No cluster and no manifest folder is configured: what runs is unknown.',
    never: 'has not been read yet',
    stale: 'is out of date, last read',
    read: 'read',
  },
} as const;
