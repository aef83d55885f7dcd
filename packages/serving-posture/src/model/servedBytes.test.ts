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
    const pod = (name: string, letter: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: NAMESPACE_NAME, labels: { app: 'scorer' } },
      spec: { containers: [{ name: 'main', image: 'scorer:1' }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          { name: 'main', imageID: `registry/scorer@${digest(letter)}` },
        ],
      },
    });
    const at = (...letters: string[]) =>
      postureOf(
        [
          namespace(),
          annotated({}),
          ...letters.map((letter, index) => pod(`pod-${index}`, letter)),
        ],
        'scorer',
        { registered: REGISTERED, source: 'cluster' },
      ).model;
    expect(at('2', '2')).toMatchObject({
      version: '2.0.0',
      servedBytes: 'match',
      level: 'verified',
    });
    expect(at('2', '1').servedBytes).toBe('unpinned');
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
