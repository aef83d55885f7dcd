import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { at } from './after';

/** A cluster that was looked at just now. */
export const aSource = (
  changes: Partial<Wire['Deployments']['sources'][0]> = {},
) => ({
  cluster: 'prod',
  observedAt: at,
  stale: false,
  problems: [],
  ...changes,
});
const unknown = {
  value: 'unknown' as const,
  level: 'unknown' as const,
  evidence: [],
};
/** A Deployment of `mlmodel:default/lora` behind a sidecar, with one port. */
export const aWorkload = (
  verdict: Wire['Workload']['ports'][0]['mtls']['verdict'],
  findings: Wire['Workload']['findings'] = [],
): Wire['Workload'] => ({
  kind: 'workload',
  namespace: 'lora',
  owner: { kind: 'Deployment', name: 'lora-trainer' },
  role: 'serves',
  serviceAccount: 'lora-trainer',
  authorization: { value: 'allow-list', level: 'measured', evidence: [] },
  dataPlane: { value: 'istio-sidecar', level: 'measured', evidence: [] },
  ports: [
    {
      port: 8080,
      protocol: 'TCP',
      mtls: { declared: 'required', observed: 'mtls_only', verdict },
      evidence: [],
    },
  ],
  callers: [],
  secureLoading: {
    encryptedAtRest: unknown,
    decryption: unknown,
    trustedExecution: unknown,
  },
  model: {
    ref: 'mlmodel:default/lora',
    version: null,
    join: 'annotation',
    servedBytes: 'unknown',
    level: 'unknown',
    evidence: [],
  },
  findings,
});
