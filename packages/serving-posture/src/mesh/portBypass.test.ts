import { declaredOf, postureOf } from '../testing/assess';
import { deployment, namespace, peerAuthentication } from '../testing/objects';

const STRICT = peerAuthentication('ns', { mtls: { mode: 'STRICT' } });
const EXCLUDE = 'traffic.sidecar.istio.io/excludeInboundPorts';
const INCLUDE = 'traffic.sidecar.istio.io/includeInboundPorts';

describe('portBypass', () => {
  it.each<[string, Record<string, string>, string]>([
    ['listed', { [EXCLUDE]: '9090, 8080' }, 'none'],
    ['not listed', { [EXCLUDE]: '9090' }, 'required'],
    ['all excluded', { [EXCLUDE]: '*' }, 'none'],
    ['included', { [INCLUDE]: '8080' }, 'required'],
    ['all included', { [INCLUDE]: '*' }, 'required'],
    ['not included', { [INCLUDE]: '9090' }, 'none'],
    ['none included', { [INCLUDE]: '' }, 'none'],
    [
      'no interception',
      { 'sidecar.istio.io/interceptionMode': 'NONE' },
      'none',
    ],
    ['unreadable list', { [EXCLUDE]: 'http' }, 'unknown'],
    [
      'another mesh’s annotation',
      { 'config.linkerd.io/skip-inbound-ports': '8080' },
      'required',
    ],
  ])('sidecar: %s', (_, annotations, expected) => {
    const objects = [namespace(), deployment({ annotations }), STRICT];
    expect(declaredOf(objects)).toBe(expected);
  });

  it('bypasses ambient capture', () => {
    const annotations = { 'ambient.istio.io/bypass-inbound-capture': 'true' };
    const objects = [
      namespace({ 'istio.io/dataplane-mode': 'ambient' }),
      deployment({ annotations }),
      STRICT,
    ];
    expect(declaredOf(objects)).toBe('none');
  });

  it('never covers UDP', () => {
    const ports = [
      { containerPort: 8080 },
      { containerPort: 5353, protocol: 'UDP' },
    ];
    const posture = postureOf([namespace(), deployment({ ports }), STRICT]);
    expect(
      posture.ports.map(item => [item.port, item.protocol, item.mtls.verdict]),
    ).toEqual([
      [5353, 'UDP', 'plaintext'],
      [8080, 'TCP', 'enforced-unconfirmed'],
    ]);
    expect(posture.findings).toContainEqual(
      expect.objectContaining({ id: 'port_exception', params: { port: 5353 } }),
    );
  });
});
