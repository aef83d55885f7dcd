import type { Cluster } from '../cluster/Cluster';
import type { WorkloadPort } from '../workload/portsOf';
import type { Pod, Workload } from '../workload/Workload';
import type { DeclaredMtls } from './DeclaredMtls';
import { linkerdAccess } from './linkerdAccess';

/**
 * Linkerd's inbound mutual TLS of a container port. Meshed callers always use
 * it; it is required only where no authorization admits a caller without an
 * identity (linkerd2 policy-controller, inbound index).
 */
export function declareLinkerd(
  workload: Workload,
  pods: readonly Pod[],
  cluster: Cluster,
): (port: WorkloadPort) => DeclaredMtls {
  return port => {
    const access = linkerdAccess(workload, pods, cluster, port);
    return {
      declared: access.tls,
      evidence: access.evidence,
      findings: [],
    };
  };
}
