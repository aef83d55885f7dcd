import type { Cluster } from '../cluster/Cluster';
import { finding } from '../finding/finding';
import type { EffectiveMeshConfig } from '../mesh/findMeshConfig';
import type { DataPlaneValue, Fact } from '../types';
import type { Workload } from '../workload/Workload';
import { applicablePolicies } from './applicablePolicies';
import { anyone, type Authorization } from './Authorization';

/** Without a proxy in front of the pods no mesh policy is enforced. */
export function authorizeWithoutMesh(
  workload: Workload,
  cluster: Cluster,
  config: EffectiveMeshConfig,
  dataPlane: Fact<DataPlaneValue>,
): Authorization {
  const { policies } = applicablePolicies(
    workload,
    cluster,
    config.rootNamespace,
  );
  return {
    fact: {
      value: 'no-policy',
      level: dataPlane.level,
      evidence: [
        {
          ref: workload.object.ref,
          role: 'decides',
          id: 'no_enforcement_point',
          why: 'No mesh data plane: no proxy could enforce an AuthorizationPolicy',
        },
        ...policies.map(
          policy =>
            ({
              ref: policy.ref,
              role: 'ignored',
              id: 'no_enforcement_point',
              why: 'Selects this workload, which has no Istio data plane',
              value: policy.action,
            } as const),
        ),
      ],
    },
    callers: [anyone('no mesh data plane restricts callers', false)],
    denied: [],
    findings: [
      finding('no_authz_policy', 'No ALLOW policy restricts who may call'),
      ...policies.map(policy =>
        finding(
          'policy_not_attached',
          `${policy.ref} selects this workload, but no proxy enforces it`,
          { policy: policy.ref },
        ),
      ),
    ],
  };
}
