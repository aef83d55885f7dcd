import { declaredOf, findingIds, postureOf } from '../testing/assess';
import {
  deployment,
  namespace,
  peerAuthentication,
  type TestObject,
} from '../testing/objects';

const ROOT = { namespace: 'istio-system' };
const mode = (value: string) => ({ mtls: { mode: value } });
const forScorer = { selector: { matchLabels: { app: 'scorer' } } };
const at = (seconds: number) => ({
  creationTimestamp: `2026-01-01T00:00:0${seconds}Z`,
});

const SIDECAR = [namespace(), deployment()];
const AMBIENT = [
  namespace({ 'istio.io/dataplane-mode': 'ambient' }),
  deployment(),
];

const meshMode = (value: string) =>
  peerAuthentication('mesh', mode(value), ROOT);
const namespaceMode = (value: string) => peerAuthentication('ns', mode(value));
const workloadMode = (value: string) =>
  peerAuthentication('wl', { ...mode(value), ...forScorer });
const portMode = (value: string, workload = 'UNSET', port = 8080) =>
  peerAuthentication('wl', {
    ...mode(workload),
    ...forScorer,
    portLevelMtls: { [port]: { mode: value } },
  });

describe('declareIstio', () => {
  it.each<[string, TestObject[], string]>([
    ['no policy', [], 'optional'],
    ['mesh STRICT', [meshMode('STRICT')], 'required'],
    ['mesh DISABLE', [meshMode('DISABLE')], 'refused'],
    [
      'namespace over mesh',
      [meshMode('STRICT'), namespaceMode('PERMISSIVE')],
      'optional',
    ],
    [
      'namespace UNSET inherits',
      [meshMode('STRICT'), namespaceMode('UNSET')],
      'required',
    ],
    [
      'workload over namespace',
      [namespaceMode('PERMISSIVE'), workloadMode('STRICT')],
      'required',
    ],
    [
      'workload UNSET inherits',
      [namespaceMode('STRICT'), workloadMode('UNSET')],
      'required',
    ],
    [
      'workload without mtls inherits',
      [namespaceMode('STRICT'), peerAuthentication('wl', forScorer)],
      'required',
    ],
    [
      'empty selector is namespace-wide',
      [peerAuthentication('ns', { ...mode('STRICT'), selector: {} })],
      'required',
    ],
    [
      'empty matchLabels is namespace-wide',
      [
        peerAuthentication('ns', {
          ...mode('STRICT'),
          selector: { matchLabels: {} },
        }),
      ],
      'required',
    ],
    [
      'other labels',
      [
        peerAuthentication('wl', {
          ...mode('STRICT'),
          selector: { matchLabels: { app: 'other' } },
        }),
      ],
      'optional',
    ],
    [
      'selector in the root namespace',
      [peerAuthentication('wl', { ...mode('STRICT'), ...forScorer }, ROOT)],
      'optional',
    ],
    [
      'policy of another namespace',
      [peerAuthentication('ns', mode('STRICT'), { namespace: 'other' })],
      'optional',
    ],
    ['port over workload', [portMode('DISABLE', 'STRICT')], 'refused'],
    [
      'port UNSET takes the workload',
      [portMode('UNSET', 'STRICT')],
      'required',
    ],
    [
      'port over namespace',
      [namespaceMode('STRICT'), portMode('PERMISSIVE')],
      'optional',
    ],
    [
      'another port',
      [namespaceMode('STRICT'), portMode('DISABLE', 'UNSET', 9090)],
      'required',
    ],
    [
      'port without selector',
      [
        peerAuthentication('ns', {
          ...mode('STRICT'),
          portLevelMtls: { 8080: { mode: 'DISABLE' } },
        }),
      ],
      'required',
    ],
    [
      'parent STRICT, port DISABLE',
      [namespaceMode('STRICT'), portMode('DISABLE')],
      'refused',
    ],
  ])('sidecar: %s', (_, policies, expected) => {
    expect(declaredOf([...SIDECAR, ...policies])).toBe(expected);
    expect(declaredOf([...[...policies].reverse(), ...SIDECAR])).toBe(expected);
  });

  it.each<[string, TestObject[], string]>([
    ['no policy', [], 'optional'],
    ['namespace STRICT', [namespaceMode('STRICT')], 'required'],
    ['DISABLE is not supported', [namespaceMode('DISABLE')], 'optional'],
    [
      'parent STRICT, workload UNSET, port DISABLE stays strict',
      [namespaceMode('STRICT'), portMode('DISABLE')],
      'required',
    ],
    [
      'parent STRICT, workload UNSET, port PERMISSIVE',
      [namespaceMode('STRICT'), portMode('PERMISSIVE')],
      'optional',
    ],
    [
      'workload STRICT, port DISABLE',
      [portMode('DISABLE', 'STRICT')],
      'optional',
    ],
    [
      'empty selector is not known',
      [peerAuthentication('ns', { ...mode('STRICT'), selector: {} })],
      'unknown',
    ],
  ])('ambient: %s', (_, policies, expected) => {
    expect(declaredOf([...AMBIENT, ...policies])).toBe(expected);
  });

  it('takes the oldest and never merges', () => {
    const old = peerAuthentication(
      'z-old',
      { ...mode('PERMISSIVE'), ...forScorer },
      at(1),
    );
    const young = peerAuthentication(
      'a-young',
      {
        ...mode('STRICT'),
        ...forScorer,
        portLevelMtls: { 8080: { mode: 'STRICT' } },
      },
      at(2),
    );
    const posture = postureOf([...SIDECAR, young, old]);
    expect(posture.ports[0].mtls.declared).toBe('optional');
    expect(posture.ports[0].evidence).toContainEqual(
      expect.objectContaining({
        ref: 'PeerAuthentication serving/a-young',
        role: 'ignored',
        id: 'younger_policy',
      }),
    );
    expect(findingIds(posture)).not.toContain('policy_order_unknown');
  });

  it('breaks a tie of one second by name', () => {
    const first = peerAuthentication('a', mode('STRICT'), at(1));
    const second = peerAuthentication('b', mode('DISABLE'), at(1));
    expect(declaredOf([...SIDECAR, second, first])).toBe('required');
  });

  it('orders by name without times, and says so', () => {
    const posture = postureOf([
      ...SIDECAR,
      peerAuthentication('b', mode('STRICT'), at(1)),
      peerAuthentication('a', mode('DISABLE')),
    ]);
    expect(posture.ports[0].mtls.declared).toBe('refused');
    expect(posture.ports[0].evidence).toContainEqual(
      expect.objectContaining({ id: 'policy_ordered_by_name' }),
    );
    expect(findingIds(posture)).toContain('policy_order_unknown');
  });

  it('applies only mesh-wide policies in the root namespace', () => {
    const root = 'istio-system';
    const objects = [
      namespace({ 'istio-injection': 'enabled' }, {}, root),
      deployment({ namespace: root }),
      peerAuthentication('wl', { ...mode('STRICT'), ...forScorer }, ROOT),
    ];
    expect(declaredOf(objects)).toBe('optional');
    expect(declaredOf([...objects, meshMode('STRICT')])).toBe('required');
  });

  it('reads the root namespace from the mesh configuration', () => {
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'istio', namespace: 'istio-system' },
      data: { mesh: 'rootNamespace: mesh-config\ntrustDomain: example.org\n' },
    };
    const inNewRoot = peerAuthentication('mesh', mode('STRICT'), {
      namespace: 'mesh-config',
    });
    expect(declaredOf([...SIDECAR, inNewRoot])).toBe('optional');
    expect(declaredOf([...SIDECAR, inNewRoot, config])).toBe('required');
    const broken = { ...config, data: { mesh: '{' } };
    expect(declaredOf([...SIDECAR, inNewRoot, broken])).toBe('unknown');
  });

  it('names the assumption that no mesh configuration was given', () => {
    const { ports } = postureOf(SIDECAR);
    expect(ports[0].evidence.map(item => item.id)).toEqual([
      'mtls_default',
      'mesh_config_assumed',
    ]);
    expect(ports[0].mtls.verdict).toBe('not-enforced-unmeasured');
  });

  it('explains deciding, overridden and ignored policies in order', () => {
    const { ports } = postureOf([
      ...SIDECAR,
      meshMode('PERMISSIVE'),
      namespaceMode('STRICT'),
      peerAuthentication('ports', {
        portLevelMtls: { 8080: { mode: 'DISABLE' } },
      }),
    ]);
    expect(
      ports[0].evidence.map(({ ref, role, value }) => [ref, role, value]),
    ).toEqual([
      ['PeerAuthentication serving/ns', 'decides', 'STRICT'],
      ['PeerAuthentication istio-system/mesh', 'overridden', 'PERMISSIVE'],
      ['PeerAuthentication serving/ports', 'ignored', 'UNSET'],
      ['MeshConfig', 'context', undefined],
    ]);
  });

  it('does not know the mode while a policy that may decide is unreadable', () => {
    const broken = peerAuthentication('broken', { mtls: 'STRICT' });
    const posture = postureOf([...SIDECAR, namespaceMode('STRICT'), broken]);
    expect(posture.ports[0].mtls).toEqual({
      declared: 'unknown',
      observed: 'not_measurable',
      verdict: 'unknown',
    });
    expect(posture.ports[0].evidence[0]).toMatchObject({
      ref: 'PeerAuthentication serving/broken',
      id: 'policy_unreadable',
    });
  });

  it('needs the root namespace only where nothing below decides', () => {
    const broken = peerAuthentication('broken', { mtls: { mode: 'X' } }, ROOT);
    expect(declaredOf([...SIDECAR, broken])).toBe('unknown');
    expect(declaredOf([...SIDECAR, broken, namespaceMode('STRICT')])).toBe(
      'required',
    );
    const elsewhere = peerAuthentication('broken', 3 as never, {
      namespace: 'other',
    });
    expect(declaredOf([...SIDECAR, elsewhere])).toBe('optional');
  });

  it('takes a forbidden resource for unknown, not for absent', () => {
    const forbidden = {
      group: 'security.istio.io',
      kind: 'PeerAuthentication',
      namespace: 'istio-system',
      reason: 'forbidden',
    };
    expect(declaredOf(SIDECAR, 8080, { notReadable: [forbidden] })).toBe(
      'unknown',
    );
  });

  it('refuses matchExpressions, which the API would drop', () => {
    const policy = peerAuthentication('wl', {
      ...mode('STRICT'),
      selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
    });
    expect(declaredOf([...SIDECAR, policy])).toBe('unknown');
  });

  it('finds port exceptions and a strict workload under DISABLE', () => {
    expect(
      findingIds(postureOf([...SIDECAR, portMode('PERMISSIVE', 'STRICT')])),
    ).toEqual(expect.arrayContaining(['port_exception', 'mtls_optional']));
    expect(
      findingIds(
        postureOf([...SIDECAR, meshMode('DISABLE'), workloadMode('STRICT')]),
      ),
    ).toContain('strict_workload_under_disabled_parent');
    expect(
      findingIds(postureOf([...AMBIENT, namespaceMode('DISABLE')])),
    ).toContain('mtls_disable_in_ambient');
  });
});
