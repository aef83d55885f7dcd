import { findingIds, postureOf } from '../testing/assess';
import {
  deployment,
  namespace,
  NAMESPACE_NAME,
  peerAuthentication,
  type TestObject,
} from '../testing/objects';

interface PodOptions {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  spec?: Record<string, unknown>;
  owner?: string;
  phase?: string;
}

function pod(name: string, options: PodOptions = {}): TestObject {
  const owner = options.owner ?? 'scorer-5d4f';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: NAMESPACE_NAME,
      labels: {
        app: 'scorer',
        'pod-template-hash': '5d4f',
        ...options.labels,
      },
      annotations: options.annotations ?? {},
      ownerReferences: [{ kind: 'ReplicaSet', name: owner, controller: true }],
    },
    spec: { containers: [{ name: 'main' }], ...options.spec },
    status: { phase: options.phase ?? 'Running' },
  };
}

const SIDECAR: PodOptions = {
  labels: { 'security.istio.io/tlsMode': 'istio' },
  spec: { initContainers: [{ name: 'istio-proxy' }] },
};

const STRICT = peerAuthentication('ns', { mtls: { mode: 'STRICT' } });

describe('measureDataPlane', () => {
  it.each<[string, PodOptions, string]>([
    ['native sidecar', SIDECAR, 'istio-sidecar'],
    ['sidecar without tlsMode', { spec: SIDECAR.spec }, 'unknown'],
    [
      'captured by ambient',
      { annotations: { 'ambient.istio.io/redirection': 'enabled' } },
      'istio-ambient',
    ],
    [
      'pending in ambient',
      { annotations: { 'ambient.istio.io/redirection': 'pending' } },
      'unknown',
    ],
    [
      'linkerd proxy',
      { spec: { containers: [{ name: 'linkerd-proxy' }] } },
      'linkerd',
    ],
    [
      'annotation without proxy',
      { annotations: { 'linkerd.io/inject': 'enabled' } },
      'none',
    ],
    [
      'host network',
      { ...SIDECAR, spec: { ...SIDECAR.spec, hostNetwork: true } },
      'none',
    ],
    ['nothing', {}, 'none'],
  ])('%s', (_, options, expected) => {
    const posture = postureOf([namespace(), deployment(), pod('a', options)]);
    expect(posture.dataPlane.value).toBe(expected);
    expect(posture.dataPlane.level).toBe(
      expected === 'unknown' ? 'unknown' : 'measured',
    );
    expect(posture.pods).toEqual({ running: 1, dataPlanes: { [expected]: 1 } });
  });

  it('takes the worst of pods that disagree, with counts', () => {
    const posture = postureOf([
      namespace(),
      deployment(),
      STRICT,
      pod('a', SIDECAR),
      pod('b', SIDECAR),
      pod('c'),
    ]);
    expect(posture.dataPlane.value).toBe('none');
    expect(posture.ports[0].mtls.verdict).toBe('plaintext');
    expect(posture.findings).toContainEqual(
      expect.objectContaining({
        id: 'mixed_injection',
        params: { counts: ['2 of 3 istio-sidecar', '1 of 3 none'] },
      }),
    );
  });

  it('never confirms what no metric has shown', () => {
    const posture = postureOf([
      namespace(),
      deployment(),
      STRICT,
      pod('a', SIDECAR),
    ]);
    expect(posture.dataPlane.level).toBe('measured');
    expect(posture.ports[0].mtls.verdict).toBe('enforced-unconfirmed');
  });

  it('counts running pods of this owner only', () => {
    const posture = postureOf([
      namespace(),
      deployment(),
      pod('a', SIDECAR),
      pod('b', { owner: 'other-5d4f' }),
      pod('c', { phase: 'Succeeded' }),
    ]);
    expect(posture.pods?.running).toBe(1);
  });

  it('finds pods that are labelled for ambient and not captured', () => {
    const posture = postureOf([
      namespace({ 'istio.io/dataplane-mode': 'ambient' }),
      deployment(),
      pod('a', { labels: { 'istio.io/dataplane-mode': 'ambient' } }),
    ]);
    expect(findingIds(posture)).toContain('label_not_captured');
  });
});
