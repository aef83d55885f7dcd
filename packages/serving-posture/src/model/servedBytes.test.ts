import { findingIds, postureOf } from '../testing/assess';
import { deployment, namespace, NAMESPACE_NAME } from '../testing/objects';
import type { PostureInput, RegisteredModel } from '../types';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const REF = 'mlmodel:default/fraud';
const OCI = 'oci://registry.example.com/fraud';

const entity = (spec: object = {}) => ({
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: 'fraud' },
  spec: { version: '1.0.0', artifacts: [{ digest: digest('1') }], ...spec },
});

/** Version 1.0.0 holds file 1 under set 8, version 2.0.0 file 2 under set 9. */
const REGISTERED: RegisteredModel[] = [
  {
    ref: REF,
    versions: [
      {
        labels: ['1.0.0'],
        manifestDigest: digest('8'),
        files: [{ digest: digest('1'), url: `${OCI}:1` }],
      },
      {
        labels: ['2.0.0'],
        manifestDigest: digest('9'),
        files: [{ digest: digest('2'), url: `${OCI}:2` }],
      },
    ],
  },
];

const annotated = (annotations: Record<string, string>) =>
  deployment({ annotations: { 'ml-models/model': REF, ...annotations } });
const pinned = (letter: string, version?: string) => ({
  apiVersion: 'serving.kserve.io/v1beta1',
  kind: 'InferenceService',
  metadata: {
    name: 'scorer',
    namespace: NAMESPACE_NAME,
    annotations: {
      'ml-models/model': REF,
      ...(version && { 'ml-models/version': version }),
    },
  },
  spec: { predictor: { model: { storageUri: `${OCI}@${digest(letter)}` } } },
});
const verifying = (letter: string) => ({
  ...pinned('3'),
  spec: {
    predictor: {
      model: {
        storageUri: 's3://models/fraud/1',
        verification: { digest: digest(letter) },
      },
    },
  },
});

const judge = (object: unknown, options: Omit<PostureInput, 'objects'>) =>
  postureOf([namespace(), object], 'scorer', options);
const inPortal = (
  object: unknown,
  source: PostureInput['source'] = 'cluster',
) => judge(object, { entities: [entity()], registered: REGISTERED, source });
const onCommandLine = (object: unknown, spec?: object) =>
  judge(object, { entities: [entity(spec)] });

interface PodOptions {
  reports?: string;
  image?: string;
  annotations?: Record<string, string>;
}
const pod = ({ reports, image = 'scorer:1', annotations }: PodOptions) => ({
  spec: { containers: [{ name: 'main', image }] },
  annotations,
  status: {
    phase: 'Running',
    containerStatuses: reports
      ? [{ name: 'main', imageID: `registry/scorer@${digest(reports)}` }]
      : [],
  },
});
const templated = (
  options: {
    spec?: Record<string, unknown>;
    annotations?: Record<string, string>;
  },
  ...pods: ReturnType<typeof pod>[]
) =>
  postureOf(
    [
      namespace(),
      deployment({
        annotations: { 'ml-models/model': REF, ...options.annotations },
        spec: {
          containers: [{ name: 'main', image: 'scorer:1' }],
          ...options.spec,
        },
      }),
      ...pods.map(({ annotations, ...each }, index) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `pod-${index}`,
          namespace: NAMESPACE_NAME,
          labels: { app: 'scorer' },
          annotations,
        },
        ...each,
      })),
    ],
    'scorer',
    { registered: REGISTERED, source: 'cluster' },
  );
const withPods = (
  spec: Record<string, unknown>,
  ...pods: ReturnType<typeof pod>[]
) => templated({ spec }, ...pods);
const container = (letter: string, name = 'main') => ({
  name,
  image: `registry/scorer@${digest(letter)}`,
});
/** Every digest that is in service, with what is said of it. */
const inService = ({ model }: ReturnType<typeof postureOf>) =>
  [model, ...(model.also ?? [])].map(each => [
    each.digest?.slice(7, 8),
    each.servedBytes,
  ]);

describe('served bytes', () => {
  it('P1: a digest that only catalog and annotation state is a claim that the registry never saw', () => {
    const made = digest('f');
    const posture = judge(annotated({ 'ml-models/digest': made }), {
      entities: [entity({ artifacts: [{ digest: made }] })],
      registered: REGISTERED,
      source: 'cluster',
    });
    expect(posture.model).toMatchObject({
      ref: REF,
      join: 'annotation',
      servedBytes: 'claimed',
    });
    expect(posture.model).not.toHaveProperty('manifestDigest');
    expect(findingIds(posture)).toContain('claimed_digest_unknown');
  });

  it('P1: a digest that the catalog declares and nobody registered matches nothing that pins it', () => {
    const { model } = judge(pinned('f'), {
      entities: [entity({ artifacts: [{ url: OCI, digest: digest('f') }] })],
      registered: [],
      source: 'cluster',
    });
    expect(model).toMatchObject({ servedBytes: 'unknown', level: 'unknown' });
  });

  it.each([
    ['in the portal', inPortal],
    ['on the command line', onCommandLine],
  ])('P2: an annotation is a claim, whatever it equals, %s', (_, at) => {
    expect(
      at(annotated({ 'ml-models/digest': digest('1') })).model,
    ).toMatchObject({ servedBytes: 'claimed', level: 'declared' });
    expect(
      at(annotated({ 'ml-models/digest': digest('5') })).model.servedBytes,
    ).toBe('claimed');
  });

  it('matches what a running object pins, and what manifests pin only as declared', () => {
    expect(inPortal(pinned('2')).model).toMatchObject({
      version: '2.0.0',
      manifestDigest: digest('9'),
      join: 'digest',
      servedBytes: 'match',
      level: 'verified',
    });
    expect(inPortal(pinned('2'), 'manifests').model.level).toBe('declared');
  });

  it('compares with declared digests on the command line, and says so', () => {
    const spec = { artifacts: [{ url: `${OCI}:1`, digest: digest('1') }] };
    expect(onCommandLine(pinned('1'), spec).model).toMatchObject({
      servedBytes: 'match',
      level: 'declared',
    });
    const other = onCommandLine(pinned('4'), spec);
    expect(other.model).toMatchObject({
      servedBytes: 'mismatch',
      level: 'declared',
    });
    expect(findingIds(other)).toContain('served_bytes_mismatch');
  });

  it('finds other bytes than those of the version that is stated', () => {
    const posture = inPortal(pinned('1', '2.0.0'));
    expect(posture.model).toMatchObject({
      version: '2.0.0',
      manifestDigest: digest('8'),
      servedBytes: 'mismatch',
      level: 'verified',
    });
    expect(findingIds(posture)).toContain('served_bytes_mismatch');
    expect(inPortal(pinned('4', '2.0.0')).model.servedBytes).toBe('mismatch');
  });

  it('takes what the loader verifies for pinned', () => {
    const file: RegisteredModel[] = [
      {
        ref: REF,
        versions: [
          {
            labels: ['1.0.0'],
            manifestDigest: digest('8'),
            files: [{ digest: digest('1') }],
          },
        ],
      },
    ];
    const at = (letter: string) =>
      judge(verifying(letter), { registered: file, source: 'cluster' }).model
        .servedBytes;
    expect([at('1'), at('8'), at('4')]).toEqual(['match', 'match', 'mismatch']);
  });

  it('takes an image that every running pod reports', () => {
    const at = (...letters: string[]) =>
      withPods({}, ...letters.map(letter => pod({ reports: letter }))).model;
    expect(at('2', '2')).toMatchObject({
      version: '2.0.0',
      servedBytes: 'match',
      level: 'verified',
    });
    expect(at('2', '2')).not.toHaveProperty('also');
    expect(at('f').servedBytes).toBe('unpinned');
  });

  it('finds a version that is not registered, and no fault in an older one that is', () => {
    const findings = (version: string) =>
      findingIds(inPortal(annotated({ 'ml-models/version': version })));
    expect(findings('9.9.9')).toContain('version_not_registered');
    expect(findings('2.0.0')).not.toContain('model_version_mismatch');
    expect(findings('2.0.0')).not.toContain('version_not_registered');
  });

  it('calls a model that stands in the catalog alone not registered', () => {
    const posture = judge(annotated({}), {
      entities: [entity()],
      registered: [],
    });
    expect(findingIds(posture)).toContain('model_not_registered');
  });
});

describe('every digest that runs counts', () => {
  it('A1: what running pods report decides before the template, and a difference is a mismatch', () => {
    const posture = withPods(
      { containers: [container('2')] },
      pod({ reports: '1' }),
    );
    expect(posture.model).toMatchObject({
      version: '1.0.0',
      servedBytes: 'mismatch',
    });
    expect(inService(posture)).toEqual([
      ['1', 'mismatch'],
      ['2', 'mismatch'],
    ]);
    expect(findingIds(posture)).toContain('served_bytes_mismatch');
  });

  it('A1: a pod in the minority counts, whatever the others report', () => {
    expect(
      inService(
        withPods(
          {},
          pod({ reports: '2' }),
          pod({ reports: '2' }),
          pod({ reports: '1' }),
        ),
      ),
    ).toEqual([
      ['2', 'mismatch'],
      ['1', 'mismatch'],
    ]);
  });

  it('A1: a pod that reports an unknown digest beside a pinned registered one is no match', () => {
    expect(
      inService(
        withPods(
          { containers: [container('2')] },
          pod({ reports: 'f' }),
          pod({ reports: '2' }),
        ),
      ),
    ).toEqual([
      ['2', 'mismatch'],
      ['f', 'mismatch'],
    ]);
  });

  it('A3: two containers that pin two versions serve both', () => {
    const both = (first: string, second: string) =>
      inService(
        withPods({
          containers: [container(first), container(second, 'second')],
        }),
      );
    expect(both('1', '2')).toEqual([
      ['1', 'match'],
      ['2', 'match'],
    ]);
    expect(both('2', '1')).toEqual([
      ['2', 'match'],
      ['1', 'match'],
    ]);
  });

  it('A3: a storage URI and a verified digest of two versions are a mismatch, and both are in service', () => {
    const model = {
      storageUri: `${OCI}@${digest('2')}`,
      verification: { digest: digest('1') },
    };
    const posture = inPortal({
      ...pinned('3'),
      spec: { predictor: { model } },
    });
    expect(inService(posture)).toEqual([
      ['2', 'mismatch'],
      ['1', 'mismatch'],
    ]);
    expect(findingIds(posture)).toContain('served_bytes_mismatch');
  });

  it('A10: a file of two versions names neither, in whatever order they were registered', () => {
    const shared = REGISTERED.map(({ ref, versions }) => ({
      ref,
      versions: versions.map(version => ({
        ...version,
        files: [{ digest: digest('7'), url: OCI }],
      })),
    }));
    const at = (registered: RegisteredModel[], version?: string) =>
      judge(pinned('7', version), { registered, source: 'cluster' }).model;
    const reversed = shared.map(({ ref, versions }) => ({
      ref,
      versions: [...versions].reverse(),
    }));
    for (const registered of [shared, reversed]) {
      const model = at(registered);
      expect(model).toMatchObject({
        version: null,
        digest: digest('7'),
        servedBytes: 'unknown',
        level: 'unknown',
      });
      expect(model).not.toHaveProperty('manifestDigest');
    }
    expect(at(shared, '2.0.0')).toMatchObject({
      manifestDigest: digest('9'),
      servedBytes: 'match',
    });
  });

  it.each([
    [
      'an image volume',
      { volumes: [{ name: 'm', image: { reference: `r/m@${digest('1')}` } }] },
      'match',
    ],
    [
      'an image of an init container',
      { initContainers: [container('1')] },
      'match',
    ],
    [
      'an environment variable',
      {
        containers: [
          {
            name: 'main',
            image: 'scorer:1',
            env: [{ name: 'MODEL', value: `${OCI}@${digest('1')}` }],
          },
        ],
      },
      'claimed',
    ],
  ])('A4: %s names what is served', (_, spec, servedBytes) => {
    expect(withPods(spec).model).toMatchObject({
      version: '1.0.0',
      servedBytes,
    });
  });

  it('A4: a variable that holds a digest of something else says nothing', () => {
    const env = [{ name: 'BASE', value: `r/base@${digest('f')}` }];
    expect(
      withPods({ containers: [{ name: 'main', image: 'scorer:1', env }] })
        .model,
    ).toMatchObject({ servedBytes: 'unpinned', version: null });
  });

  it('A5: what a running pod states of itself counts beside its template', () => {
    const posture = templated(
      {
        annotations: {
          'ml-models/version': '2.0.0',
          'ml-models/digest': digest('2'),
          'ml-models/role': 'uses',
        },
      },
      pod({
        annotations: {
          'ml-models/version': '1.0.0',
          'ml-models/digest': digest('1'),
          'ml-models/role': 'serves',
          'ml-models/model': 'mlmodel:default/other',
        },
      }),
    );
    expect(posture.role).toBe('serves');
    expect(inService(posture)).toContainEqual(['1', 'claimed']);
    expect(inService(posture)).toContainEqual(['2', 'claimed']);
    expect(posture.model.also?.map(({ version }) => version)).toContain(
      '1.0.0',
    );
    expect(findingIds(posture)).toContain('model_ref_conflict');
  });

  it('A5: a pod that states a version without bytes is said beside its template', () => {
    const { model } = templated(
      { annotations: { 'ml-models/version': '2.0.0' } },
      pod({ annotations: { 'ml-models/version': '1.0.0' } }),
    );
    expect(model).toMatchObject({
      version: '2.0.0',
      also: [{ version: '1.0.0', servedBytes: 'unpinned' }],
    });
  });

  it.each([
    ['SHA256 in capitals', `SHA256:${'1'.repeat(64)}`, '1'],
    ['digits in capitals', `sha256:${'A'.repeat(64)}`, 'a'],
    ['bare digits', '1'.repeat(64), '1'],
  ])('A11: reads %s as the one spelling', (_, stated, letter) => {
    const posture = templated({ annotations: { 'ml-models/digest': stated } });
    expect(posture.model.digest).toBe(digest(letter));
    expect(findingIds(posture)).not.toContain('digest_unreadable');
  });

  it('A11: reads a pinned digest in capitals', () => {
    const image = `registry/scorer@SHA256:${'1'.repeat(64)}`;
    expect(
      withPods({ containers: [{ name: 'main', image }] }).model,
    ).toMatchObject({ version: '1.0.0', servedBytes: 'match' });
  });

  it('A11: a digest that cannot be read is a finding, and what it pins is unknown', () => {
    const image = 'registry/scorer@sha256:1234';
    const posture = withPods({ containers: [{ name: 'main', image }] });
    expect(findingIds(posture)).toContain('digest_unreadable');
    expect(posture.model.servedBytes).toBe('unknown');
  });

  it('A11: a role in capitals is that role; a word that is none is a finding and serves', () => {
    const at = (role: string) =>
      templated({ annotations: { 'ml-models/role': role } });
    expect(at('Trains').role).toBe('trains');
    expect(at('watches').role).toBe('serves');
    expect(findingIds(at('watches'))).toContain('role_unknown');
    expect(findingIds(at('Trains'))).not.toContain('role_unknown');
  });
});
