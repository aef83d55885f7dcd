import { findingIds, postureOf } from '../testing/assess';
import {
  authorizationPolicy,
  deployment,
  namespace,
  peerAuthentication,
  serviceAccount,
} from '../testing/objects';

const STRICT = peerAuthentication('ns', { mtls: { mode: 'STRICT' } });
const MESHED = [namespace(), deployment()];
const BASE = [...MESHED, STRICT];
const principal = (name: string, space = 'serving') =>
  `cluster.local/ns/${space}/sa/${name}`;
const from = (source: object) => ({ from: [{ source }] });
const allow = (rules: object[], metadata = {}) =>
  authorizationPolicy('allow', { rules }, metadata);
const deny = (rules: object[]) =>
  authorizationPolicy('deny', { action: 'DENY', rules });
const SELECTOR = { selector: { matchLabels: { app: 'scorer' } } };

describe('authorizeIstio', () => {
  it.each<[string, object[], string, string[]]>([
    ['no policy', [], 'no-policy', ['*']],
    ['empty spec denies all', [authorizationPolicy('a', {})], 'deny-all', []],
    ['an empty rule admits all', [allow([{}])], 'allow-any', ['*']],
    [
      'empty from admits all',
      [allow([{ from: [{ source: {} }] }])],
      'allow-any',
      ['*'],
    ],
    [
      'any principal',
      [allow([from({ principals: ['*'] })])],
      'allow-any',
      ['*'],
    ],
    [
      'one principal',
      [allow([from({ principals: [principal('api')] })])],
      'allow-list',
      [principal('api')],
    ],
    [
      'a namespace',
      [allow([from({ namespaces: ['web'] })])],
      'allow-list',
      ['*/ns/web/sa/*'],
    ],
    [
      'short service account',
      [allow([from({ serviceAccounts: ['api', 'web/ui'] })])],
      'allow-list',
      [principal('api'), principal('ui', 'web')],
    ],
    ['DENY without rules is nothing', [deny([])], 'no-policy', ['*']],
    [
      'AUDIT decides nothing',
      [authorizationPolicy('a', { action: 'AUDIT' })],
      'no-policy',
      ['*'],
    ],
    [
      'CUSTOM delegates',
      [
        authorizationPolicy('a', {
          action: 'CUSTOM',
          provider: { name: 'opa' },
          rules: [{}],
        }),
      ],
      'delegated',
      ['*'],
    ],
    [
      'dry run',
      [allow([{}], { annotations: { 'istio.io/dry-run': 'true' } })],
      'no-policy',
      ['*'],
    ],
    [
      'DENY takes an admitted caller out',
      [
        allow([from({ principals: [principal('api'), principal('web')] })]),
        deny([from({ principals: [principal('web')] })]),
      ],
      'allow-list',
      [principal('api')],
    ],
    [
      'DENY everyone',
      [allow([from({ principals: [principal('api')] })]), deny([{}])],
      'deny-all',
      [],
    ],
    ['DENY everyone without ALLOW', [deny([{}])], 'deny-all', []],
    [
      'selector in the root namespace reaches here',
      [
        allow([from({ principals: [principal('api')] })], {
          namespace: 'istio-system',
        }),
      ],
      'allow-list',
      [principal('api')],
    ],
    [
      'another namespace',
      [allow([{}], { namespace: 'other' })],
      'no-policy',
      ['*'],
    ],
    [
      'another workload',
      [authorizationPolicy('a', { selector: { matchLabels: { app: 'x' } } })],
      'no-policy',
      ['*'],
    ],
    [
      'targetRefs are for waypoints',
      [
        authorizationPolicy('a', {
          targetRefs: [{ kind: 'Service', name: 's' }],
        }),
      ],
      'no-policy',
      ['*'],
    ],
  ])('%s', (_, policies, value, callers) => {
    const posture = postureOf([...BASE, ...policies]);
    expect(posture.authorization.value).toBe(value);
    expect(posture.callers.map(caller => caller.principal)).toEqual(callers);
  });

  it('calls it anyone where plaintext is accepted', () => {
    const posture = postureOf([...MESHED, allow([{}])]);
    expect(posture.callers).toEqual([
      {
        principal: 'anyone',
        scope: 'anyone',
        operations: [{}],
        via: 'AuthorizationPolicy serving/allow',
        serviceAccounts: null,
      },
    ]);
    expect(findingIds(posture)).toContain('authz_allow_any');
  });

  it('keeps operations, conditions and policies apart', () => {
    const posture = postureOf([
      ...BASE,
      serviceAccount('api'),
      allow([
        {
          ...from({ principals: [principal('api')], notNamespaces: ['x'] }),
          to: [{ operation: { methods: ['GET'], notPaths: ['/admin*'] } }],
          when: [{ key: 'request.headers[x]', values: ['1'] }],
        },
        {
          ...from({ principals: [principal('api')] }),
          to: [{ operation: { ports: ['8080'] } }],
        },
        from({ principals: [principal('api')] }),
      ]),
    ]);
    expect(posture.callers).toEqual([
      {
        principal: principal('api'),
        scope: 'identity',
        operations: [{ methods: ['GET'], notPaths: ['/admin*'] }],
        conditions: ['notNamespaces: x', 'request.headers[x] is 1'],
        via: 'AuthorizationPolicy serving/allow',
        serviceAccounts: ['serving/api'],
      },
      {
        principal: principal('api'),
        scope: 'identity',
        operations: [{ ports: ['8080'] }, {}],
        via: 'AuthorizationPolicy serving/allow',
        serviceAccounts: ['serving/api'],
      },
    ]);
  });

  it('says which DENY policies may take part away', () => {
    const posture = postureOf([
      ...BASE,
      allow([from({ principals: [principal('api'), principal('web')] })]),
      deny([
        {
          ...from({ principals: [principal('web')] }),
          to: [{ operation: { paths: ['/admin'] } }],
        },
      ]),
    ]);
    expect(
      posture.callers.map(caller => [caller.principal, caller.limitedBy]),
    ).toEqual([
      [principal('api'), undefined],
      [principal('web'), ['AuthorizationPolicy serving/deny']],
    ]);
    expect(posture.denied).toEqual([
      expect.objectContaining({
        principal: principal('web'),
        operations: [{ paths: ['/admin'] }],
      }),
    ]);
  });

  it('finds a DENY by identity that plaintext evades', () => {
    const policies = [deny([from({ namespaces: ['untrusted'] })])];
    const id = 'deny_by_identity_under_permissive';
    expect(findingIds(postureOf([...MESHED, ...policies]))).toContain(id);
    expect(findingIds(postureOf([...BASE, ...policies]))).not.toContain(id);
  });

  it.each<[string, object, string]>([
    [
      'wildcard',
      { principals: ['cluster.local/ns/serving/*'] },
      'wildcard_principal',
    ],
    ['namespace', { namespaces: ['web'] }, 'namespace_wide_principal'],
    ['addresses', { ipBlocks: ['10.0.0.0/8'] }, 'plaintext_rule'],
    [
      'scheme',
      { principals: [`spiffe://${principal('api')}`] },
      'principal_never_matches',
    ],
    [
      'trust domain',
      { principals: ['td/ns/serving/sa/api'] },
      'principal_never_matches',
    ],
    ['typing error', { principals: [principal('apii')] }, 'dangling_principal'],
  ])('finds %s', (_, source, id) => {
    const posture = postureOf([
      ...BASE,
      serviceAccount('api'),
      allow([from(source)]),
    ]);
    expect(findingIds(posture)).toContain(id);
  });

  it('does not call a principal of an unseen namespace dangling', () => {
    const posture = postureOf([
      ...BASE,
      allow([from({ principals: [principal('ui', 'web')] })]),
    ]);
    expect(posture.callers[0].serviceAccounts).toBeNull();
    expect(findingIds(posture)).not.toContain('dangling_principal');
  });

  it('expands patterns to the ServiceAccounts that exist', () => {
    const posture = postureOf([
      ...BASE,
      serviceAccount('api'),
      serviceAccount('ui', 'web'),
      allow([from({ principals: ['cluster.local/ns/serving/*'] })]),
    ]);
    expect(posture.callers[0].serviceAccounts).toEqual([
      'serving/api',
      'serving/default',
      'serving/scorer',
    ]);
  });

  it('finds a caller’s identity that several workloads share', () => {
    const posture = postureOf([
      ...BASE,
      deployment({ name: 'api' }),
      deployment({ name: 'cron', spec: { serviceAccountName: 'api' } }),
      allow([from({ principals: [principal('api')] })]),
    ]);
    expect(findingIds(posture)).toContain('shared_caller_service_account');
  });

  it.each<[string, unknown]>([
    [
      'an unreadable policy',
      authorizationPolicy('x', { rules: 'all' } as never),
    ],
    ['a misspelt field', allow([{ form: [] }])],
    ['a misspelt source', allow([from({ principal: ['x'] })])],
  ])('does not know who may call with %s', (_, policy) => {
    const posture = postureOf([...BASE, policy]);
    expect(posture.authorization).toMatchObject({
      value: 'unknown',
      level: 'unknown',
    });
    expect(posture.callers).toEqual([]);
    expect(findingIds(posture)).not.toContain('no_authz_policy');
  });

  it('lists declared callers but does not know whether they are enforced', () => {
    const posture = postureOf([
      deployment(),
      authorizationPolicy('allow', {
        ...SELECTOR,
        rules: [from({ principals: [principal('api')] })],
      }),
    ]);
    expect(posture.dataPlane.value).toBe('unknown');
    expect(posture.authorization.value).toBe('unknown');
    expect(posture.callers.map(caller => caller.principal)).toEqual([
      principal('api'),
    ]);
  });

  it('ignores policies that no proxy enforces', () => {
    const posture = postureOf([
      namespace({}),
      deployment(),
      allow([from({ principals: [principal('api')] })]),
    ]);
    expect(posture.callers.map(caller => caller.scope)).toEqual(['anyone']);
    expect(posture.authorization.evidence).toContainEqual(
      expect.objectContaining({ role: 'ignored', id: 'no_enforcement_point' }),
    );
    expect(findingIds(posture)).toContain('policy_not_attached');
  });

  it('finds policies that select nothing', () => {
    const posture = postureOf([
      ...BASE,
      authorizationPolicy('typo', {
        selector: { matchLabels: { app: 'scorrer' } },
      }),
    ]);
    expect(findingIds(posture)).toContain('policy_not_attached');
  });

  it('drops HTTP rules that ztunnel cannot see', () => {
    const rules = [
      {
        ...from({ principals: [principal('api')] }),
        to: [{ operation: { methods: ['GET'] } }],
      },
    ];
    const ambient = namespace({ 'istio.io/dataplane-mode': 'ambient' });
    const posture = postureOf([ambient, deployment(), STRICT, allow(rules)]);
    expect(posture.authorization.value).toBe('deny-all');
    expect(findingIds(posture)).toContain('l7_policy_without_waypoint');
  });

  it('does not judge for a waypoint', () => {
    const ambient = namespace({
      'istio.io/dataplane-mode': 'ambient',
      'istio.io/use-waypoint': 'waypoint',
    });
    const posture = postureOf([ambient, deployment(), STRICT]);
    expect(posture.authorization.value).toBe('unknown');
  });

  it('compares with the callers that the model intends', () => {
    const entity = {
      apiVersion: 'ml-models/v1alpha1',
      kind: 'MLModel',
      metadata: { name: 'scorer' },
      spec: {
        servedBy: ['component:default/scorer'],
        serving: { allowedCallers: [principal('api'), principal('batch')] },
      },
    };
    const objects = [
      ...BASE,
      allow([from({ principals: [principal('api'), principal('web')] })]),
    ];
    const { findings } = postureOf(objects, 'scorer', { entities: [entity] });
    expect(
      findings
        .filter(item => item.params?.principal)
        .map(item => [item.id, item.params?.principal]),
    ).toEqual(
      expect.arrayContaining([
        ['caller_not_allowed_by_model', principal('web')],
        ['allowed_caller_not_admitted', principal('batch')],
      ]),
    );
  });
});
