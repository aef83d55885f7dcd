import type { Cluster } from '../cluster/Cluster';
import type { DataPlaneValue, Fact } from '../types';
import type { WorkloadPort } from '../workload/portsOf';
import type { Pod, Workload } from '../workload/Workload';
import { declareIstio } from './declareIstio';
import { declareLinkerd } from './declareLinkerd';
import type { DeclaredMtls } from './DeclaredMtls';
import type { EffectiveMeshConfig } from './findMeshConfig';
import { portBypass } from './portBypass';

/** Declared mutual TLS of every port of a workload. */
export function declareMtls(
  workload: Workload,
  pods: readonly Pod[],
  dataPlane: Fact<DataPlaneValue>,
  cluster: Cluster,
  config: EffectiveMeshConfig,
): (port: WorkloadPort) => DeclaredMtls {
  const { value, evidence } = dataPlane;
  if (value === 'none' || value === 'unknown') {
    return () => ({ declared: value, evidence, findings: [] });
  }
  const declare =
    value === 'linkerd'
      ? declareLinkerd(workload, pods, cluster)
      : declareIstio(workload, cluster, config, value === 'istio-ambient');
  // The annotations that count are those of the pods that run, if any does.
  const templates = pods.length
    ? pods.map(pod => ({ template: pod.template, ref: pod.object.ref }))
    : [{ template: workload.template, ref: workload.object.ref }];
  return port => {
    const bypass = templates
      .map(item =>
        portBypass(item.template, item.ref, value, port.port, port.protocol),
      )
      .filter(item => item !== undefined);
    const worst = bypass.find(item => item.declared === 'none') ?? bypass[0];
    return worst ?? declare(port);
  };
}
