import { declaredOf, findingIds, postureOf } from '../testing/assess';
import {
  deployment,
  namespace,
  NAMESPACE_NAME,
  type TestObject,
} from '../testing/objects';

const DEFAULT = 'config.linkerd.io/default-inbound-policy';

const meshed = (annotations: Record<string, string> = {}) => [
  namespace({}, { 'linkerd.io/inject': 'enabled' }),
  deployment({ annotations }),
];

function policy(kind: string, name: string, spec: object): TestObject {
  const versions: Record<string, string> = {
    Server: 'v1beta3',
    ServerAuthorization: 'v1beta1',
  };
  return {
    apiVersion: `policy.linkerd.io/${versions[kind] ?? 'v1alpha1'}`,
    kind,
    metadata: { name, namespace: NAMESPACE_NAME },
    spec,
  };
}

const server = (extra: object = {}) =>
  policy('Server', 'scorer-http', {
    podSelector: { matchLabels: { app: 'scorer' } },
    port: 'http',
    ...extra,
  });

const authorization = (refs: object[]) =>
  policy('AuthorizationPolicy', 'callers', {
    targetRef: {
      group: 'policy.linkerd.io',
      kind: 'Server',
      name: 'scorer-http',
    },
    requiredAuthenticationRefs: refs,
  });

const BACKEND = { kind: 'ServiceAccount', name: 'backend' };
const MESH_TLS = {
  group: 'policy.linkerd.io',
  kind: 'MeshTLSAuthentication',
  name: 'mesh',
};
const NETWORK = {
  group: 'policy.linkerd.io',
  kind: 'NetworkAuthentication',
  name: 'pods',
};

describe('declareLinkerd', () => {
  it.each<[string, string]>([
    ['all-unauthenticated', 'optional'],
    ['cluster-unauthenticated', 'optional'],
    ['audit', 'optional'],
    ['all-authenticated', 'required'],
    ['cluster-authenticated', 'required'],
    ['deny', 'required'],
    ['invented', 'unknown'],
  ])('default policy %s', (value, expected) => {
    expect(declaredOf(meshed({ [DEFAULT]: value }))).toBe(expected);
  });

  it('does not guess the default of a cluster that it has not seen', () => {
    const posture = postureOf(meshed());
    expect(posture.ports[0].mtls.declared).toBe('unknown');
    expect(posture.ports[0].evidence[0].id).toBe('linkerd_default_unknown');
    expect(posture.authorization.value).toBe('unknown');
  });

  it('reads the default from the control plane', () => {
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'linkerd-config', namespace: 'linkerd' },
      data: { values: 'proxy:\n  defaultInboundPolicy: all-authenticated\n' },
    };
    expect(declaredOf([...meshed(), config])).toBe('required');
    expect(
      declaredOf([...meshed({ [DEFAULT]: 'all-unauthenticated' }), config]),
    ).toBe('optional');
  });

  it('skips ports that bypass the proxy', () => {
    const annotations = {
      [DEFAULT]: 'all-authenticated',
      'config.linkerd.io/skip-inbound-ports': '8000-8100',
    };
    expect(declaredOf(meshed(annotations))).toBe('none');
  });

  it('requires identity on the ports listed', () => {
    const annotations = {
      [DEFAULT]: 'all-unauthenticated',
      'config.linkerd.io/proxy-require-identity-inbound-ports': '8080',
    };
    expect(declaredOf(meshed(annotations))).toBe('required');
  });

  it.each<[string, object[], string]>([
    ['a Server denies by itself', [server()], 'required'],
    [
      'access policy',
      [server({ accessPolicy: 'all-unauthenticated' })],
      'optional',
    ],
    ['another port', [server({ port: 9090 })], 'unknown'],
    ['ServiceAccount', [server(), authorization([BACKEND])], 'required'],
    ['network only', [server(), authorization([NETWORK])], 'optional'],
    ['no authentication', [server(), authorization([])], 'optional'],
    [
      'network and identity',
      [server(), authorization([NETWORK, BACKEND])],
      'required',
    ],
    ['dangling reference', [server(), authorization([MESH_TLS])], 'required'],
    [
      'unauthenticated clients',
      [
        server(),
        policy('ServerAuthorization', 'any', {
          server: { name: 'scorer-http' },
          client: { unauthenticated: true },
        }),
      ],
      'optional',
    ],
    [
      'unreadable Server',
      [policy('Server', 'broken', { port: 'http' })],
      'unknown',
    ],
    [
      'two Servers',
      [server(), policy('Server', 'second', { podSelector: {}, port: 8080 })],
      'unknown',
    ],
  ])('%s', (_, objects, expected) => {
    expect(declaredOf([...meshed(), ...objects])).toBe(expected);
  });

  it('names the callers by their Linkerd identity', () => {
    const mesh = policy('MeshTLSAuthentication', 'mesh', {
      identities: ['*.other.serviceaccount.identity.linkerd.cluster.local'],
    });
    const posture = postureOf([
      ...meshed(),
      server(),
      mesh,
      authorization([BACKEND, MESH_TLS]),
    ]);
    expect(
      posture.callers.map(({ principal, scope, via }) => [
        principal,
        scope,
        via,
      ]),
    ).toEqual([
      [
        'backend.serving.serviceaccount.identity.linkerd.cluster.local',
        'identity',
        'AuthorizationPolicy.policy.linkerd.io serving/callers',
      ],
      [
        '*.other.serviceaccount.identity.linkerd.cluster.local',
        'pattern',
        'AuthorizationPolicy.policy.linkerd.io serving/callers',
      ],
    ]);
    expect(posture.authorization.value).toBe('allow-list');
  });

  it('says that unauthenticated callers are admitted', () => {
    const posture = postureOf(meshed({ [DEFAULT]: 'all-unauthenticated' }));
    expect(posture.callers[0].scope).toBe('anyone');
    expect(findingIds(posture)).toContain('no_authz_policy');
  });
});
