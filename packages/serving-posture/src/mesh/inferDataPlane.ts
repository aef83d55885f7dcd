import type { Cluster } from '../cluster/Cluster';
import type { Namespace } from '../cluster/Namespace';
import { finding } from '../finding/finding';
import type { DataPlaneValue, Evidence, Fact, Finding } from '../types';
import type { Workload } from '../workload/Workload';
import type { Injection } from './injection';
import { inferIstioAmbient, inferIstioSidecar } from './istioInjection';
import { inferLinkerd } from './linkerdInjection';

export interface DataPlane {
  fact: Fact<DataPlaneValue>;
  findings: Finding[];
}

/**
 * Which data plane the injection rules would put in front of a pod made from
 * this template. The level is `inferred`: no pod has been seen.
 */
export function inferDataPlane(
  workload: Workload,
  cluster: Cluster,
): DataPlane {
  const { ref } = workload.object;
  if (workload.conflicting) {
    return unknown([
      note(ref, 'object_conflicting', 'Given twice with different content'),
    ]);
  }
  if (workload.template.hostNetwork) {
    return known('none', [
      note(
        ref,
        'host_network',
        'hostNetwork: true; no mesh captures such a pod',
      ),
    ]);
  }
  const { namespace, evidence } = findNamespace(workload, cluster);
  const subject = {
    ref,
    template: workload.template,
    namespaceName: workload.namespace,
    namespace,
  };
  const sidecar = inferIstioSidecar(subject);
  const ambient = inferIstioAmbient(subject);
  const linkerd = inferLinkerd(subject);
  const all = [sidecar, ambient, linkerd];
  const findings = all.flatMap(item => item.findings);
  const istio = [sidecar, ambient].find(item => item.answer === 'yes');
  const context = [...evidence, ...contextOf(all)];

  if (istio && linkerd.answer === 'yes') {
    return unknown(context, [
      ...findings,
      finding(
        'conflicting_injection',
        'Both Istio and Linkerd are asked to inject into this workload',
      ),
    ]);
  }
  if (sidecar.answer === 'yes') {
    return known(
      'istio-sidecar',
      [...sidecar.evidence, ...contextOf([ambient, linkerd])],
      findings,
    );
  }
  if (ambient.answer === 'yes') {
    return known(
      'istio-ambient',
      [...ambient.evidence, ...contextOf([sidecar, linkerd])],
      findings,
    );
  }
  if (linkerd.answer === 'yes') {
    return known(
      'linkerd',
      [...linkerd.evidence, ...contextOf([sidecar, ambient])],
      findings,
    );
  }
  if (all.some(item => item.answer === 'unknown')) {
    return unknown(context, findings);
  }
  const said = all.flatMap(item => item.evidence);
  const silence = note(
    `Namespace ${workload.namespace}`,
    'no_mesh_asked',
    'Neither the Namespace nor the pod asks for Istio or Linkerd',
  );
  return known('none', said.length ? said : [silence], findings);
}

function findNamespace(
  workload: Workload,
  cluster: Cluster,
): { namespace: Namespace | undefined; evidence: Evidence[] } {
  const ref = `Namespace ${workload.namespace}`;
  const unread = cluster.inventory
    .unread('', 'Namespace')
    .find(item => item.ref === ref || item.ref === 'Namespace *');
  if (unread) {
    const why = `The Namespace could not be read: ${unread.reason}`;
    return {
      namespace: undefined,
      evidence: [note(ref, 'namespace_unreadable', why)],
    };
  }
  if (workload.object.namespaceAssumed) {
    const why =
      'The manifest names no namespace, so its mesh labels are not known';
    return {
      namespace: undefined,
      evidence: [note(workload.object.ref, 'namespace_not_stated', why)],
    };
  }
  const namespace = cluster.namespaces.get(workload.namespace);
  if (namespace) return { namespace, evidence: [] };
  const why =
    'The Namespace is not among the objects, so its mesh labels are not known';
  return {
    namespace: undefined,
    evidence: [note(ref, 'namespace_not_given', why)],
  };
}

function contextOf(injections: readonly Injection[]): Evidence[] {
  return injections
    .filter(item => item.answer !== 'unknown')
    .flatMap(item => item.evidence)
    .map(item => ({ ...item, role: 'context' }));
}

function note(ref: string, id: string, why: string): Evidence {
  return { ref, role: 'decides', id, why };
}

function known(
  value: DataPlaneValue,
  evidence: Evidence[],
  findings: Finding[] = [],
): DataPlane {
  return { fact: { value, level: 'inferred', evidence }, findings };
}

function unknown(evidence: Evidence[], findings: Finding[] = []): DataPlane {
  return { fact: { value: 'unknown', level: 'unknown', evidence }, findings };
}
