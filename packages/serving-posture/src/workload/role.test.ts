import { assess, postureOf } from '../testing/assess';
import { deployment, namespace, NAMESPACE_NAME } from '../testing/objects';

const MODEL = { 'ml-models/model': 'mlmodel:default/fraud' };
const template = {
  metadata: { annotations: MODEL },
  spec: { containers: [{ name: 'main', image: 'trainer:1' }] },
};
const object = (kind: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'batch/v1',
  kind,
  metadata: { name: 'scorer', namespace: NAMESPACE_NAME, ...metadata },
  spec,
});

describe('role of a workload', () => {
  it.each<[string, unknown, string]>([
    ['serves by default', deployment({ annotations: MODEL }), 'serves'],
    [
      'trains where the annotation says so',
      deployment({ annotations: { ...MODEL, 'ml-models/role': 'trains' } }),
      'trains',
    ],
    [
      'uses where the annotation says so',
      deployment({ annotations: { ...MODEL, 'ml-models/role': 'uses' } }),
      'uses',
    ],
    ['trains when it is a Job', object('Job', { template }), 'trains'],
    [
      'trains when it is a CronJob',
      object('CronJob', { jobTemplate: { spec: { template } } }),
      'trains',
    ],
  ])('P19: %s', (_, given, role) => {
    expect(postureOf([namespace(), given])).toMatchObject({
      role,
      model: { ref: 'mlmodel:default/fraud' },
    });
  });

  it('takes a word that is no role for none, and says so', () => {
    const posture = postureOf([
      namespace(),
      deployment({ annotations: { ...MODEL, 'ml-models/role': 'watches' } }),
    ]);
    expect(posture.role).toBe('serves');
    expect(posture.model.evidence).toContainEqual(
      expect.objectContaining({ id: 'role_annotation_ignored' }),
    );
  });

  it('counts a Job that a CronJob made as that CronJob', () => {
    const owner = { kind: 'CronJob', name: 'scorer', controller: true };
    const { workloads } = assess([
      namespace(),
      object('CronJob', { jobTemplate: { spec: { template } } }),
      object(
        'Job',
        { template },
        { name: 'scorer-1', ownerReferences: [owner] },
      ),
    ]);
    expect(workloads.map(each => each.owner.kind)).toEqual(['CronJob']);
  });
});
