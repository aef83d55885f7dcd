import { assess, findingIds, postureOf } from '../testing/assess';
import { deployment, namespace, NAMESPACE_NAME } from '../testing/objects';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const model = (name: string, spec: object = {}) => ({
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name },
  spec: { version: '1.0.0', ...spec },
});

const FRAUD = model('fraud', {
  artifacts: [{ url: 's3://models/fraud/1', digest: digest('1') }],
});

const annotated = (annotations: Record<string, string>) => [
  namespace(),
  deployment({ annotations }),
];

const isvc = (storageUri: string) => ({
  apiVersion: 'serving.kserve.io/v1beta1',
  kind: 'InferenceService',
  metadata: { name: 'scorer', namespace: NAMESPACE_NAME },
  spec: { predictor: { model: { storageUri } } },
});

const joined = (objects: unknown[], entities: unknown[] = [FRAUD]) =>
  postureOf(objects, 'scorer', { entities }).model;

describe('joinModel', () => {
  it.each<[string, unknown[], object]>([
    [
      'digest',
      annotated({ 'ml-models/digest': digest('1') }),
      {
        ref: 'mlmodel:default/fraud',
        version: '1.0.0',
        join: 'digest',
        servedBytes: 'claimed',
        level: 'declared',
      },
    ],
    [
      'reference',
      annotated({ 'ml-models/model': 'fraud', 'ml-models/version': '1.0.0' }),
      {
        ref: 'mlmodel:default/fraud',
        version: '1.0.0',
        join: 'annotation',
        servedBytes: 'unpinned',
      },
    ],
    [
      'reference in any case',
      annotated({ 'ml-models/model': 'MLModel:Default/Fraud' }),
      {
        ref: 'mlmodel:default/fraud',
        version: null,
        join: 'annotation',
        servedBytes: 'unpinned',
      },
    ],
    [
      'storage URI',
      [namespace(), isvc('s3://models/fraud/1/')],
      {
        ref: 'mlmodel:default/fraud',
        version: '1.0.0',
        join: 'uri',
        servedBytes: 'unpinned',
      },
    ],
    [
      'another digest than the registered one',
      annotated({
        'ml-models/model': 'fraud',
        'ml-models/digest': digest('2'),
      }),
      { join: 'annotation', digest: digest('2'), servedBytes: 'claimed' },
    ],
    [
      'a digest of another version',
      annotated({
        'ml-models/model': 'fraud',
        'ml-models/digest': digest('2'),
        'ml-models/version': '0.9.0',
      }),
      { join: 'annotation', version: '0.9.0', servedBytes: 'claimed' },
    ],
    [
      'a reference to something else',
      annotated({ 'ml-models/model': 'component:default/fraud' }),
      { ref: null, join: 'none', servedBytes: 'unknown' },
    ],
    [
      'nothing',
      annotated({}),
      { ref: null, version: null, join: 'none', servedBytes: 'unknown' },
    ],
  ])('joins by %s', (_, objects, expected) => {
    expect(joined(objects)).toMatchObject(expected);
  });

  it('lets the digest beat the reference, and says that they disagree', () => {
    const posture = postureOf(
      annotated({
        'ml-models/model': 'other',
        'ml-models/digest': digest('1'),
      }),
      'scorer',
      { entities: [FRAUD, model('other')] },
    );
    expect(posture.model).toMatchObject({
      ref: 'mlmodel:default/fraud',
      join: 'digest',
    });
    expect(findingIds(posture)).toContain('model_ref_conflict');
  });

  it('does not choose between two models of the same bytes', () => {
    const twin = model('twin', { artifacts: [{ digest: digest('1') }] });
    const objects = annotated({ 'ml-models/digest': digest('1') });
    const posture = postureOf(objects, 'scorer', { entities: [FRAUD, twin] });
    expect(posture.model).toMatchObject({ ref: null, join: 'none' });
    expect(findingIds(posture)).toContain('model_ambiguous');
    const named = annotated({
      'ml-models/digest': digest('1'),
      'ml-models/model': 'twin',
    });
    expect(joined(named, [FRAUD, twin])).toMatchObject({
      ref: 'mlmodel:default/twin',
      join: 'digest',
    });
  });

  it('joins through the component that serves the model', () => {
    const served = model('fraud', { servedBy: ['component:default/scorer'] });
    expect(joined([namespace(), deployment()], [served])).toMatchObject({
      ref: 'mlmodel:default/fraud',
      version: null,
      join: 'entity',
    });
  });

  it('finds a model that is not registered', () => {
    const objects = annotated({ 'ml-models/model': 'unheard-of' });
    expect(
      findingIds(postureOf(objects, 'scorer', { entities: [FRAUD] })),
    ).toContain('model_not_registered');
    expect(findingIds(postureOf(objects))).not.toContain(
      'model_not_registered',
    );
  });

  it('takes a malformed digest for no digest', () => {
    const model1 = joined(
      annotated({ 'ml-models/model': 'fraud', 'ml-models/digest': 'sha256:1' }),
    );
    expect(model1.servedBytes).toBe('unpinned');
    expect(model1.evidence).toContainEqual(
      expect.objectContaining({ id: 'digest_annotation_ignored' }),
    );
  });

  it('lists workloads that serve a model, unless all are asked for', () => {
    const objects = [
      ...annotated({ 'ml-models/model': 'fraud' }),
      deployment({ name: 'other' }),
    ];
    const names = (all: boolean) =>
      assess(objects, { all }).workloads.map(item => item.owner.name);
    expect(names(false)).toEqual(['scorer']);
    expect(names(true)).toEqual(['other', 'scorer']);
  });

  it('names an entity that cannot be read', () => {
    const { problems } = assess([], {
      entities: [model('broken', { artifacts: 'many' }), 7],
    });
    expect(problems.map(item => [item.ref, item.code])).toEqual([
      ['MLModel broken', 'MALFORMED'],
      ['entities[1]', 'MALFORMED'],
    ]);
  });
});
