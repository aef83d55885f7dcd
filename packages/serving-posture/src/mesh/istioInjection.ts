import { finding } from '../finding/finding';
import type { Evidence, Finding } from '../types';
import { type Injection, injection, type InjectionSubject } from './injection';

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
const NAMESPACE_LABEL = 'istio-injection';
const TEMPLATES = 'inject.istio.io/templates';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Namespaces that the injector never touches (`inject.go`, IgnoredNamespaces). */
const IGNORED_NAMESPACES = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

/**
 * Istio's sidecar injection: which of the four webhooks is called is decided by
 * labels of namespace and pod (charts/istio-control, mutatingwebhook.yaml),
 * then label beats annotation beats the policy (`inject.go`, injectRequired).
 */
export function inferIstioSidecar(subject: InjectionSubject): Injection {
  const { template, ref } = subject;
  if (IGNORED_NAMESPACES.has(subject.namespaceName)) {
    return injection('no', [
      decided(
        `Namespace ${subject.namespaceName}`,
        'istio_namespace_ignored',
        `Istio never injects into ${subject.namespaceName}`,
      ),
    ]);
  }
  const label = template.labels.get(INJECT);
  if (label === 'false') {
    return injection('no', [
      decided(ref, 'istio_pod_opted_out', `Pod label ${INJECT}=false`, label),
    ]);
  }
  const called = webhookCalled(subject);
  if (called.answer !== 'yes') return called;
  const annotation = template.annotations.get(INJECT);
  if (label !== 'true' && annotation === 'false') {
    return injection('no', [
      ...called.evidence.map(overridden),
      decided(
        ref,
        'istio_pod_opted_out',
        `Pod annotation ${INJECT}: "false"`,
        annotation,
      ),
    ]);
  }
  return templateKind(subject, called);
}

/** A template without the sidecar brings an agent that intercepts nothing. */
function templateKind(subject: InjectionSubject, called: Injection): Injection {
  const templates = subject.template.annotations.get(TEMPLATES);
  if (!templates) return called;
  const names = templates.split(',').map(name => name.trim());
  if (names.includes('sidecar')) return called;
  const proxyless = names.includes('grpc-agent');
  return injection(proxyless ? 'no' : 'unknown', [
    ...called.evidence.map(overridden),
    decided(
      subject.ref,
      proxyless ? 'istio_proxyless' : 'istio_custom_template',
      proxyless
        ? 'Proxyless gRPC: an agent without traffic interception'
        : 'A custom injection template; what it intercepts is not known',
      templates.slice(0, 256),
    ),
  ]);
}

function askedByPod({ template, ref }: InjectionSubject): Evidence | undefined {
  const label = template.labels.get(INJECT);
  if (label === 'true') {
    return decided(ref, 'istio_pod_label', `Pod label ${INJECT}=true`, label);
  }
  const revision = template.labels.get(REVISION);
  return revision === undefined
    ? undefined
    : decided(ref, 'istio_pod_revision', `Pod label ${REVISION}`, revision);
}

function webhookCalled(subject: InjectionSubject): Injection {
  const { template, namespace } = subject;
  const podAsks = askedByPod(subject);
  if (!namespace) {
    if (!podAsks) return injection('unknown', []);
    return injection('yes', [
      podAsks,
      {
        ref: `Namespace ${subject.namespaceName}`,
        role: 'context',
        id: 'namespace_not_given',
        why: `The Namespace is not among the readable objects; ${NAMESPACE_LABEL}=disabled there would prevent injection`,
      },
    ]);
  }

  const injectionLabel = namespace.labels.get(NAMESPACE_LABEL);
  if (injectionLabel === 'enabled') {
    return injection('yes', [
      decided(
        namespace.ref,
        'istio_namespace_label',
        `Namespace label ${NAMESPACE_LABEL}=enabled`,
        injectionLabel,
        pointerToLabel(NAMESPACE_LABEL),
      ),
    ]);
  }
  if (injectionLabel !== undefined) {
    return injection(
      'no',
      [
        decided(
          namespace.ref,
          'istio_namespace_label',
          `Namespace label ${NAMESPACE_LABEL}=${injectionLabel}: the injector is not called`,
          injectionLabel,
          pointerToLabel(NAMESPACE_LABEL),
        ),
      ],
      podAsks
        ? [
            noEffect(
              INJECT,
              'pod',
              `the Namespace says ${NAMESPACE_LABEL}=${injectionLabel}`,
            ),
          ]
        : [],
    );
  }
  const revision = namespace.labels.get(REVISION);
  if (revision) {
    return injection('yes', [
      decided(
        namespace.ref,
        'istio_namespace_revision',
        `Namespace label ${REVISION}=${revision}`,
        revision,
        pointerToLabel(REVISION),
      ),
    ]);
  }
  if (podAsks) return injection('yes', [podAsks]);
  const askedByAnnotation = template.annotations.get(INJECT) === 'true';
  return injection(
    'no',
    [],
    askedByAnnotation
      ? [
          noEffect(
            INJECT,
            'annotation',
            'without a label on pod or Namespace the injector is not called',
          ),
        ]
      : [],
  );
}

/** Ambient capture as asked for; the CNI plugin confirms it on running pods. */
export function inferIstioAmbient(subject: InjectionSubject): Injection {
  const onPod = subject.template.labels.get(DATAPLANE_MODE);
  const onNamespace = subject.namespace?.labels.get(DATAPLANE_MODE);
  if (onPod !== undefined) {
    return injection(onPod === 'ambient' ? 'yes' : 'no', [
      decided(
        subject.ref,
        'istio_dataplane_mode',
        `Pod label ${DATAPLANE_MODE}=${onPod}`,
        onPod,
      ),
    ]);
  }
  if (!subject.namespace) return injection('unknown');
  if (onNamespace === undefined) return injection('no');
  return injection(onNamespace === 'ambient' ? 'yes' : 'no', [
    decided(
      subject.namespace.ref,
      'istio_dataplane_mode',
      `Namespace label ${DATAPLANE_MODE}=${onNamespace}`,
      onNamespace,
      pointerToLabel(DATAPLANE_MODE),
    ),
  ]);
}

function decided(
  ref: string,
  id: string,
  why: string,
  value?: string,
  pointer?: string,
): Evidence {
  return {
    ref,
    role: 'decides',
    id,
    why,
    ...(pointer === undefined ? {} : { pointer }),
    ...(value === undefined ? {} : { value }),
  };
}

function overridden(evidence: Evidence): Evidence {
  return evidence.role === 'decides'
    ? { ...evidence, role: 'overridden' }
    : evidence;
}

function pointerToLabel(label: string): string {
  return `/metadata/labels/${label.replaceAll('/', '~1')}`;
}

export function noEffect(key: string, on: string, because: string): Finding {
  return finding(
    'label_has_no_effect',
    `${key} on the ${on} has no effect: ${because}`,
    { key, on },
  );
}
