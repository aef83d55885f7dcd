import { findingIds, postureOf } from '../testing/assess';
import { namespace, NAMESPACE_NAME } from '../testing/objects';

const isvc = (model: object, predictor: object = {}) => ({
  apiVersion: 'serving.kserve.io/v1beta1',
  kind: 'InferenceService',
  metadata: { name: 'scorer', namespace: NAMESPACE_NAME },
  spec: { predictor: { model, ...predictor } },
});

const runtimeClass = (handler: string) => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name: 'confidential' },
  handler,
});

const CONFIDENTIAL = {
  storageUri: 's3://models/scorer',
  confidential: { enabled: true, resourceId: 'kbs:///a/b/c' },
};
const IN_TEE = { runtimeClassName: 'confidential' };

const judge = (...objects: unknown[]) => postureOf([namespace(), ...objects]);

describe('secureLoading', () => {
  it('knows nothing where nothing is said', () => {
    const { secureLoading } = judge(isvc({ storageUri: 's3://models/scorer' }));
    expect(secureLoading).toEqual({
      encryptedAtRest: { value: 'unknown', level: 'unknown', evidence: [] },
      decryption: { value: 'unknown', level: 'unknown', evidence: [] },
      trustedExecution: { value: 'unknown', level: 'unknown', evidence: [] },
    });
  });

  it('P12: KServe’s confidential configures decryption and says nothing of the stored object', () => {
    const posture = judge(
      isvc(CONFIDENTIAL, IN_TEE),
      runtimeClass('kata-qemu-tdx'),
    );
    expect(posture.secureLoading).toMatchObject({
      encryptedAtRest: { value: 'unknown', level: 'unknown' },
      decryption: { value: 'configured', level: 'declared' },
      trustedExecution: { value: 'yes', level: 'declared' },
    });
    expect(findingIds(posture)).not.toContain('confidential_without_tee');
  });

  it.each<[string, unknown[], string]>([
    ['no hardware', [runtimeClass('kata-qemu-coco-dev')], 'no'],
    ['the Rust runtime', [runtimeClass('kata-qemu-snp-runtime-rs')], 'yes'],
    ['an unknown handler', [runtimeClass('mine')], 'unknown'],
    ['a name alone', [], 'unknown'],
  ])('%s', (_, objects, value) => {
    const posture = judge(isvc(CONFIDENTIAL, IN_TEE), ...objects);
    expect(posture.secureLoading.trustedExecution.value).toBe(value);
    expect(findingIds(posture).includes('confidential_without_tee')).toBe(
      value !== 'yes',
    );
  });

  it('finds confidential where it has no effect', () => {
    const posture = judge(
      isvc({ ...CONFIDENTIAL, storageUri: 'oci://registry/model' }),
    );
    expect(posture.secureLoading.decryption.value).toBe('unknown');
    expect(findingIds(posture)).toContain('confidential_has_no_effect');
  });
});
