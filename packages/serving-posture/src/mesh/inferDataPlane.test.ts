import { findingIds, postureOf } from '../testing/assess';
import { deployment, namespace } from '../testing/objects';

const INJECT = 'sidecar.istio.io/inject';
const MODE = 'istio.io/dataplane-mode';
const LINKERD = 'linkerd.io/inject';

type Labels = Record<string, string>;

function planeOf(
  namespaceLabels: Labels | undefined,
  pod: { labels?: Labels; annotations?: Labels; spec?: object } = {},
  namespaceAnnotations: Labels = {},
) {
  const objects = [deployment({ ...pod, spec: { ...pod.spec } })];
  if (namespaceLabels) {
    objects.push(namespace(namespaceLabels, namespaceAnnotations));
  }
  return postureOf(objects);
}

describe('inferDataPlane', () => {
  it.each<[string, Labels | undefined, Labels, Labels, string]>([
    [
      'namespace label',
      { 'istio-injection': 'enabled' },
      {},
      {},
      'istio-sidecar',
    ],
    ['revision label', { 'istio.io/rev': 'canary' }, {}, {}, 'istio-sidecar'],
    ['silent namespace', {}, {}, {}, 'none'],
    [
      'pod label in a silent namespace',
      {},
      { [INJECT]: 'true' },
      {},
      'istio-sidecar',
    ],
    [
      'pod revision in a silent namespace',
      {},
      { 'istio.io/rev': 'x' },
      {},
      'istio-sidecar',
    ],
    [
      'pod opts out by label',
      { 'istio-injection': 'enabled' },
      { [INJECT]: 'false' },
      {},
      'none',
    ],
    [
      'pod opts out by annotation',
      { 'istio-injection': 'enabled' },
      {},
      { [INJECT]: 'false' },
      'none',
    ],
    [
      'label beats annotation',
      { 'istio-injection': 'enabled' },
      { [INJECT]: 'true' },
      { [INJECT]: 'false' },
      'istio-sidecar',
    ],
    [
      'disabled namespace beats pod label',
      { 'istio-injection': 'disabled' },
      { [INJECT]: 'true' },
      {},
      'none',
    ],
    [
      'disabled namespace beats revision',
      { 'istio-injection': 'disabled', 'istio.io/rev': 'x' },
      {},
      {},
      'none',
    ],
    [
      'proxyless gRPC',
      { 'istio-injection': 'enabled' },
      {},
      { 'inject.istio.io/templates': 'grpc-agent' },
      'none',
    ],
    [
      'custom template',
      { 'istio-injection': 'enabled' },
      {},
      { 'inject.istio.io/templates': 'mine' },
      'unknown',
    ],
    ['ambient namespace', { [MODE]: 'ambient' }, {}, {}, 'istio-ambient'],
    ['ambient pod', {}, { [MODE]: 'ambient' }, {}, 'istio-ambient'],
    [
      'pod opts out of ambient',
      { [MODE]: 'ambient' },
      { [MODE]: 'none' },
      {},
      'none',
    ],
    [
      'sidecar beats ambient',
      { 'istio-injection': 'enabled', [MODE]: 'ambient' },
      {},
      {},
      'istio-sidecar',
    ],
    ['linkerd annotation', {}, {}, { [LINKERD]: 'enabled' }, 'linkerd'],
    [
      'linkerd label',
      { [LINKERD]: 'enabled' },
      { [LINKERD]: 'enabled' },
      {},
      'none',
    ],
    [
      'linkerd and istio',
      { 'istio-injection': 'enabled' },
      {},
      { [LINKERD]: 'enabled' },
      'unknown',
    ],
    ['no namespace, no label', undefined, {}, {}, 'unknown'],
    [
      'no namespace, pod label',
      undefined,
      { [INJECT]: 'true' },
      {},
      'istio-sidecar',
    ],
    [
      'no namespace, pod opts out of the sidecar only',
      undefined,
      { [INJECT]: 'false' },
      {},
      'unknown',
    ],
    [
      'no namespace, pod opts out of everything',
      undefined,
      { [INJECT]: 'false', [MODE]: 'none' },
      { [LINKERD]: 'disabled' },
      'none',
    ],
  ])('%s', (_, namespaceLabels, labels, annotations, expected) => {
    const { dataPlane } = planeOf(namespaceLabels, { labels, annotations });
    expect(dataPlane.value).toBe(expected);
    expect(dataPlane.level).toBe(
      expected === 'unknown' ? 'unknown' : 'inferred',
    );
  });

  it('takes the Linkerd annotation of the Namespace, unless the pod opts out', () => {
    const on = { [LINKERD]: 'enabled' };
    expect(planeOf({}, {}, on).dataPlane.value).toBe('linkerd');
    expect(
      planeOf({}, { annotations: { [LINKERD]: 'disabled' } }, on).dataPlane
        .value,
    ).toBe('none');
  });

  it('captures no pod on the host network', () => {
    const { dataPlane } = planeOf(
      { 'istio-injection': 'enabled' },
      { spec: { hostNetwork: true } },
    );
    expect(dataPlane.value).toBe('none');
    expect(dataPlane.evidence[0].id).toBe('host_network');
  });

  it('says which label has no effect', () => {
    const posture = planeOf({ [LINKERD]: 'enabled' });
    expect(posture.findings).toContainEqual(
      expect.objectContaining({
        id: 'label_has_no_effect',
        params: { key: LINKERD, on: 'Namespace' },
      }),
    );
    const annotated = planeOf({}, { annotations: { [INJECT]: 'true' } });
    expect(findingIds(annotated)).toContain('label_has_no_effect');
  });

  it('never injects into kube-system', () => {
    const posture = postureOf([
      deployment({ namespace: 'kube-system' }),
      namespace({ 'istio-injection': 'enabled' }, {}, 'kube-system'),
    ]);
    expect(posture.dataPlane.value).toBe('none');
  });

  it('does not know the labels of a Namespace that cannot be read', () => {
    const broken = namespace();
    broken.metadata.labels = ['istio-injection'];
    const posture = postureOf([deployment(), broken]);
    expect(posture.dataPlane.value).toBe('unknown');
    expect(posture.dataPlane.evidence[0].id).toBe('namespace_unreadable');
  });

  it('does not choose between two Namespaces that differ', () => {
    const posture = postureOf([deployment(), namespace(), namespace({})]);
    expect(posture.dataPlane.value).toBe('unknown');
  });

  it('does not assume the mesh labels of an unstated namespace', () => {
    const object = deployment();
    delete object.metadata.namespace;
    const posture = postureOf([
      object,
      namespace({ 'istio-injection': 'enabled' }, {}, 'default'),
    ]);
    expect(posture.namespace).toBe('default');
    expect(posture.dataPlane.value).toBe('unknown');
    expect(findingIds(posture)).toContain('namespace_not_stated');
  });
});
