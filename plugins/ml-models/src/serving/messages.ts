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
    version: 'Serves',
    bytes: 'Bytes',
    joinedBy: {
      digest: 'Tied to this model by a digest.',
      annotation: 'Tied to this model by an annotation.',
      uri: 'Tied to this model by the address that it loads from.',
      entity: 'Tied to this model by the component that serves it.',
      none: 'Nothing ties it to this model.',
    },
    others: 'Workloads that train or use this model',
    role: {
      serves: 'serves the model',
      trains: 'trains the model, does not serve it',
      uses: 'uses the model, does not serve it',
    },
    fromManifests: 'declared in manifests',
    ports: 'Ports and mesh',
    moreCallers_one: 'and {{count}} more',
    moreCallers_other: 'and {{count}} more',
    allFindings_one: '{{count}} finding, with its cure',
    allFindings_other: 'all {{count}} findings, with their cures',
    loading: {
      encryptedAtRest: 'encrypted at rest',
      decryption: 'decryption',
      trustedExecution: 'trusted execution',
    },
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
    undecided:
      'Whether this model is served is unknown: a workload may mean it or another and does not tell which',
    noneDescription:
      'Annotate the pod template with ml-models/model to tie a workload to a model.',
    notObserved: 'No cluster is observed: where the model runs is unknown',
  },
  servedBytes: {
    word: {
      match: 'the registered ones',
      mismatch: 'other ones',
      claimed: 'claimed only',
      unpinned: 'not pinned',
      unknown: 'unknown',
    },
    match: 'The runtime keeps to the digest that is registered.',
    mismatch:
      'The runtime keeps to another digest than the one that is registered.',
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
