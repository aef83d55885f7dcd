import { findingIds, postureOf } from '../testing/assess';
import { deployment, namespace, NAMESPACE_NAME } from '../testing/objects';
import type { RegisteredModel } from '../types';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const ALICE = 'mlmodel:default/zebra-of-alice';
const BOB = 'mlmodel:default/ant-of-bob';
const URL = 's3://models/zebra/1';

const registered = (
  ref: string,
  day: number,
  letter: string,
  url?: string,
): RegisteredModel => ({
  ref,
  versions: [
    {
      labels: ['1.0.0'],
      manifestDigest: digest(letter === '1' ? '8' : '9'),
      registeredAt: `2026-01-0${day}T00:00:00.000Z`,
      files: [{ digest: digest(letter), ...(url && { url }) }],
    },
  ],
});
const entity = (ref: string, spec: object) => ({
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: ref.slice(ref.indexOf('/') + 1) },
  spec,
});
const annotated = (annotations: Record<string, string>) => [
  namespace(),
  deployment({ annotations }),
];
const fromStorage = (storageUri: string, annotations = {}) => [
  namespace(),
  {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: { name: 'scorer', namespace: NAMESPACE_NAME, annotations },
    spec: { predictor: { model: { storageUri } } },
  },
];
/** Alice registered first; by name she comes last. */
const inPortal = (
  objects: unknown[],
  models: RegisteredModel[],
  entities: unknown[] = [],
) =>
  postureOf(objects, 'scorer', {
    registered: models,
    entities,
    source: 'cluster',
  });

describe('chooseModel with a registry', () => {
  const twins = [registered(BOB, 2, '1'), registered(ALICE, 1, '1')];

  it('B1: the same bytes stay with the model that registered them first', () => {
    const posture = inPortal(
      annotated({ 'ml-models/digest': digest('1') }),
      twins,
    );
    expect(posture.model).toMatchObject({
      ref: ALICE,
      version: '1.0.0',
      join: 'digest',
      candidates: [BOB],
    });
    expect(findingIds(posture)).toContain('model_ambiguous');
    // the page of one names nothing of the other
    const { candidates: _, ...shown } = posture.model;
    expect(JSON.stringify({ ...posture, model: shown })).not.toContain(BOB);
  });

  it('B1: bytes in a model that is older, registered there later, take nothing', () => {
    const [old] = registered(BOB, 1, '3').versions;
    const [copy] = registered(BOB, 3, '1').versions;
    const { model } = inPortal(annotated({ 'ml-models/digest': digest('1') }), [
      { ref: BOB, versions: [old, copy] },
      registered(ALICE, 2, '1'),
    ]);
    expect(model.ref).toBe(ALICE);
  });

  it('B1: who names one of two with the same bytes is believed, and the other is no candidate', () => {
    const { model } = inPortal(
      annotated({
        'ml-models/digest': digest('1'),
        'ml-models/model': BOB,
      }),
      twins,
    );
    expect(model).toMatchObject({ ref: BOB, join: 'digest' });
    expect(model.candidates).toBeUndefined();
  });

  it('B2b: a component or an address that two models name stays with the first', () => {
    const declared = (spec: object) => [entity(BOB, spec), entity(ALICE, spec)];
    const apart = [registered(BOB, 2, '2'), registered(ALICE, 1, '1')];
    expect(
      inPortal(
        [namespace(), deployment()],
        apart,
        declared({ servedBy: ['component:default/scorer'] }),
      ).model,
    ).toMatchObject({ ref: ALICE, join: 'entity', candidates: [BOB] });
    expect(
      inPortal(fromStorage(URL), apart, declared({ artifacts: [{ url: URL }] }))
        .model,
    ).toMatchObject({ ref: ALICE, join: 'uri', candidates: [BOB] });
  });

  it('B2b: an address is of the model that registered what stands there, and one that is only declared takes nothing', () => {
    const declared = [
      entity(BOB, { artifacts: [{ url: URL }] }),
      entity(ALICE, { artifacts: [{ url: URL }] }),
    ];
    expect(
      inPortal(
        fromStorage(`${URL}/`),
        [registered(BOB, 1, '2'), registered(ALICE, 2, '1', URL)],
        declared,
      ).model.ref,
    ).toBe(ALICE);
    const alone = inPortal(
      fromStorage(URL),
      [registered(ALICE, 1, '1', URL)],
      declared,
    );
    expect(alone.model.ref).toBe(ALICE);
    expect(alone.model.candidates).toBeUndefined();
    expect(findingIds(alone)).not.toContain('model_ambiguous');
  });

  const apart = [registered(BOB, 1, '2'), registered(ALICE, 2, '1')];

  it('B2: a claimed digest of another model takes no workload from the one that it names', () => {
    const posture = inPortal(
      annotated({
        'ml-models/model': ALICE,
        'ml-models/digest': digest('2'),
      }),
      apart,
    );
    expect(posture.model).toMatchObject({
      ref: ALICE,
      join: 'annotation',
      servedBytes: 'claimed',
      candidates: [BOB],
    });
    expect(posture.model.manifestDigest).toBeUndefined();
    expect(findingIds(posture)).toEqual(
      expect.arrayContaining(['model_ref_conflict', 'claimed_digest_unknown']),
    );
    expect(JSON.stringify(posture.findings)).not.toContain(BOB);
  });

  it('B2: a pinned digest beats the reference, and the named model is remembered', () => {
    const posture = inPortal(
      fromStorage(`oci://example.com/m@${digest('2')}`, {
        'ml-models/model': ALICE,
      }),
      apart,
    );
    expect(posture.model).toMatchObject({
      ref: BOB,
      join: 'digest',
      candidates: [ALICE],
    });
    expect(findingIds(posture)).toContain('model_ref_conflict');
  });

  it('B2: a claim takes no workload from the model whose digest is pinned', () => {
    const posture = inPortal(
      fromStorage(`oci://example.com/m@${digest('1')}`, {
        'ml-models/digest': digest('2'),
      }),
      apart,
    );
    expect(posture.model).toMatchObject({ ref: ALICE, candidates: [BOB] });
  });

  it('B2: a claim still ties a workload that names no registered model', () => {
    const { model } = inPortal(
      annotated({
        'ml-models/model': 'nobody',
        'ml-models/digest': digest('2'),
      }),
      apart,
    );
    expect(model).toMatchObject({ ref: BOB, join: 'digest' });
  });
});
