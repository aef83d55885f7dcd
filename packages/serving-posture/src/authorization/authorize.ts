import type { Cluster } from '../cluster/Cluster';
import type { EffectiveMeshConfig } from '../mesh/findMeshConfig';
import type { DataPlaneValue, Fact, PortPosture } from '../types';
import type { WorkloadPort } from '../workload/portsOf';
import type { Pod, Workload } from '../workload/Workload';
import type { Authorization } from './Authorization';
import { authorizeIstio } from './authorizeIstio';
import { authorizeLinkerd } from './authorizeLinkerd';
import { authorizeWithoutMesh } from './authorizeWithoutMesh';
import type { ServiceAccountDirectory } from './ServiceAccountDirectory';

export interface AuthorizationContext {
  workload: Workload;
  pods: readonly Pod[];
  cluster: Cluster;
  config: EffectiveMeshConfig;
  accounts: ServiceAccountDirectory;
  dataPlane: Fact<DataPlaneValue>;
  ports: readonly WorkloadPort[];
  verdicts: readonly PortPosture[];
}

/** Who may call a workload, by the policies of the mesh that captures it. */
export function authorize(context: AuthorizationContext): Authorization {
  const { workload, pods, cluster, config, accounts, dataPlane } = context;
  switch (dataPlane.value) {
    case 'linkerd':
      return authorizeLinkerd(workload, pods, cluster, context.ports);
    case 'none':
      return authorizeWithoutMesh(workload, cluster, config, dataPlane);
    default:
      return authorizeIstio(
        workload,
        cluster,
        config,
        accounts,
        dataPlane,
        plaintextRejected(context.verdicts),
      );
  }
}

function plaintextRejected(ports: readonly PortPosture[]): boolean | 'unknown' {
  const declared = new Set(ports.map(port => port.mtls.declared));
  if (!declared.size) return 'unknown';
  if (declared.has('unknown')) return 'unknown';
  return declared.size === 1 && declared.has('required');
}
