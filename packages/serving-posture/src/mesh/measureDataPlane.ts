import { finding } from '../finding/finding';
import type { DataPlaneValue, Evidence, Finding, WorkloadPods } from '../types';
import type { Pod } from '../workload/Workload';
import type { DataPlane } from './inferDataPlane';

/**
 * Which data plane captures the running pods. Pods that disagree give the
 * worst: a workload is only as protected as its least protected pod.
 */
export function measureDataPlane(
  pods: readonly Pod[],
  ref: string,
): DataPlane & { pods: WorkloadPods } {
  const counts = new Map<DataPlaneValue, number>();
  const examples = new Map<DataPlaneValue, Evidence>();
  for (const pod of pods) {
    const { value, evidence } = classifyPod(pod);
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (!examples.has(value)) examples.set(value, evidence);
  }
  const value = worst([...counts.keys()]);
  const findings: Finding[] = [];
  if (counts.size > 1) {
    const parts = [...counts].map(
      ([plane, count]) => `${count} of ${pods.length} ${plane}`,
    );
    findings.push(
      finding(
        'mixed_injection',
        `The pods of ${ref} disagree: ${parts.join(', ')}`,
        { counts: parts },
      ),
    );
  }
  const notCaptured = pods.filter(
    pod =>
      pod.template.labels.get('istio.io/dataplane-mode') === 'ambient' &&
      classifyPod(pod).value === 'none',
  ).length;
  if (notCaptured) {
    findings.push(
      finding(
        'label_not_captured',
        `${notCaptured} of ${pods.length} pods are labelled for ambient but not captured`,
        { count: notCaptured, total: pods.length },
      ),
    );
  }
  return {
    fact: {
      value,
      level: value === 'unknown' ? 'unknown' : 'measured',
      evidence: [...examples.values()],
    },
    findings,
    pods: { running: pods.length, dataPlanes: Object.fromEntries(counts) },
  };
}

function worst(values: readonly DataPlaneValue[]): DataPlaneValue {
  if (values.includes('none')) return 'none';
  return values.length === 1 ? values[0] : 'unknown';
}

/** Facts of a running pod in the order in which they decide. */
function classifyPod(pod: Pod): { value: DataPlaneValue; evidence: Evidence } {
  const { template, object } = pod;
  const answer = (value: DataPlaneValue, id: string, why: string) => ({
    value,
    evidence: { ref: object.ref, role: 'decides', id, why } as const,
  });
  if (template.hostNetwork) {
    return answer('none', 'host_network', 'hostNetwork: true');
  }
  const names = [...template.containers, ...template.initContainers].map(
    container => container.name,
  );
  if (names.includes('linkerd-proxy')) {
    return answer('linkerd', 'linkerd_proxy', 'Runs container linkerd-proxy');
  }
  if (names.includes('istio-proxy')) {
    if (template.labels.get('security.istio.io/tlsMode') === 'istio') {
      return answer(
        'istio-sidecar',
        'istio_proxy',
        'Runs container istio-proxy, label security.istio.io/tlsMode=istio',
      );
    }
    return answer(
      'unknown',
      'istio_proxy_without_tls_mode',
      'Runs container istio-proxy without label security.istio.io/tlsMode=istio',
    );
  }
  const redirection = template.annotations.get('ambient.istio.io/redirection');
  if (redirection === 'enabled') {
    return answer(
      'istio-ambient',
      'ambient_redirection',
      'Annotation ambient.istio.io/redirection: enabled',
    );
  }
  if (redirection === 'pending') {
    return answer(
      'unknown',
      'ambient_pending',
      'Annotation ambient.istio.io/redirection: pending; no ztunnel took the pod yet',
    );
  }
  return answer('none', 'no_proxy', 'No proxy and no redirection on the pod');
}
