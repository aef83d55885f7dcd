import type { Evidence, Finding } from '../types';
import { type Injection, injection, type InjectionSubject } from './injection';
import { noEffect } from './istioInjection';

export const LINKERD_INJECT = 'linkerd.io/inject';

/**
 * Linkerd's injector reads the annotation of the pod, then that of the
 * Namespace; it never reads a label (linkerd2 pkg/inject/report.go).
 */
export function inferLinkerd(subject: InjectionSubject): Injection {
  const { template, namespace } = subject;
  const findings = ineffectiveLabels(subject);
  const onPod = template.annotations.get(LINKERD_INJECT);
  if (onPod !== undefined) {
    return injection(
      answerOf(onPod),
      [annotationDecides(subject.ref, 'Pod', onPod)],
      findings,
    );
  }
  if (!namespace) return injection('unknown', [], findings);
  const onNamespace = namespace.annotations.get(LINKERD_INJECT);
  if (onNamespace === undefined) return injection('no', [], findings);
  return injection(
    answerOf(onNamespace),
    [annotationDecides(namespace.ref, 'Namespace', onNamespace)],
    findings,
  );
}

function answerOf(value: string) {
  return value === 'enabled' || value === 'ingress' ? 'yes' : 'no';
}

function annotationDecides(ref: string, on: string, value: string): Evidence {
  return {
    ref,
    role: 'decides',
    id: 'linkerd_annotation',
    why: `${on} annotation ${LINKERD_INJECT}: ${value.slice(0, 256)}`,
    value: value.slice(0, 256),
  };
}

function ineffectiveLabels(subject: InjectionSubject): Finding[] {
  const because = 'Linkerd reads the annotation of that name, not the label';
  return [
    ...(subject.namespace?.labels.has(LINKERD_INJECT)
      ? [noEffect(LINKERD_INJECT, 'Namespace', because)]
      : []),
    ...(subject.template.labels.has(LINKERD_INJECT)
      ? [noEffect(LINKERD_INJECT, 'pod', because)]
      : []),
  ];
}
